import type { ReactNode } from 'react';

/** `ok` all is well, `wait` look here, `alarm` a person must act now, `tide` and `quiet` carry no judgement. */
export type Tone = 'ok' | 'wait' | 'alarm' | 'tide' | 'quiet';

/** The one place on a face that tells how the station stands: icon and words, never colour alone. */
export function StatusChip({ tone, icon, children }: { tone: Tone; icon?: ReactNode; children: ReactNode }) {
	return (
		<span className="status-chip" data-tone={tone} role="status">
			{icon}
			<span>{children}</span>
		</span>
	);
}

/** A small word beside a name: 优先, 预约, 快办, 离线. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
	return (
		<span className="chip" data-tone={tone}>
			{children}
		</span>
	);
}
