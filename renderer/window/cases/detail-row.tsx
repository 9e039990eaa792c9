/** One line of a case in full: what it is, how it stands, and the keys for it. */
import type { ReactNode } from 'react';

export function Row({ name, value, tone, children }: { name: string; value: string; tone?: 'wait' | undefined; children?: ReactNode }) {
	return (
		<li data-tone={tone}>
			<span className="detail-name">{name}</span>
			<span className="detail-value">{value}</span>
			<span className="detail-keys">{children}</span>
		</li>
	);
}
