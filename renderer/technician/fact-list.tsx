/** Names and what they hold, one a line. */
export function FactList({ facts }: { facts: (readonly [string, string])[] }) {
	return (
		<dl className="fact-list">
			{facts.map(([name, value]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}
