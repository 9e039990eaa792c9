import type { ReactNode } from 'react';

/** Name and value, one line each; what is not known is left out by giving `null`. `key`: where two lines bear one name. */
export function Facts({ lines }: { lines: { name: string; value: ReactNode; strong?: boolean; key?: string }[] }) {
	return (
		<dl className="facts">
			{lines
				.filter((line) => line.value !== null)
				.map((line) => (
					<div key={line.key ?? line.name}>
						<dt>{line.name}</dt>
						<dd data-strong={line.strong === true}>{line.value}</dd>
					</div>
				))}
		</dl>
	);
}
