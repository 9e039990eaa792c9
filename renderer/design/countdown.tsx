/** A ring that empties, with the seconds as digits in it. The caller puts the digits over it and says the same in words. */
export function CountdownRing({ left, total, size }: { left: number; total: number; size: number }) {
	const stroke = size * 0.085;
	const radius = (size - stroke) / 2;
	const round = 2 * Math.PI * radius;
	const share = Math.max(0, Math.min(1, left / total));
	return (
		<svg className="countdown-ring" width={size} height={size} aria-hidden="true">
			<circle className="past" cx={size / 2} cy={size / 2} r={radius} strokeWidth={stroke} />
			<circle
				className="left"
				cx={size / 2}
				cy={size / 2}
				r={radius}
				strokeWidth={stroke}
				strokeDasharray={round}
				strokeDashoffset={round * (1 - share)}
			/>
		</svg>
	);
}
