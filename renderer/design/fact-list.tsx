/** Names and what they hold, one a line. `className`: the look of the page it stands on. */
export function FactList({ facts, className = 'fact-list' }: { facts: (readonly [string, string])[]; className?: string }) {
	return (
		<dl className={className}>
			{facts.map(([name, value]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}
