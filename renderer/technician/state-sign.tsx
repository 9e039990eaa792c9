/** How a device stands, in shape and word; the colour only helps. */
import { CircleCheck, CircleX, LoaderCircle, TriangleAlert, Unplug } from 'lucide-react';
import type { DeviceHealth } from '../../domain/contracts/device.ts';
import { useWordsOf } from './use-words-of.ts';

const signs = {
	ready: { icon: CircleCheck, tone: 'ok' },
	warning: { icon: TriangleAlert, tone: 'wait' },
	connecting: { icon: LoaderCircle, tone: 'quiet' },
	stopped: { icon: CircleX, tone: 'alarm' },
	disconnected: { icon: Unplug, tone: 'alarm' },
} as const;

export function StateSign({ state }: { state: DeviceHealth['state'] }) {
	const { icon: Icon, tone } = signs[state];
	const { state: worded } = useWordsOf();
	return (
		<span className="chip state-sign" data-tone={tone}>
			<Icon size={18} aria-hidden="true" />
			{worded(state)}
		</span>
	);
}
