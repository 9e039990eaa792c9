/** The mark: a window with the tide line in it. */
export function Mark({ size }: { size: number }) {
	return (
		<span className="mark">
			<svg
				aria-hidden="true"
				width={size}
				height={size}
				viewBox="0 0 60 60"
				fill="none"
				stroke="currentColor"
				strokeWidth={4}
				strokeLinecap="round"
			>
				<rect x="13" y="11" width="34" height="38" rx="7" />
				<path d="M14 31c6-6 11-5 16-1s10 5 16-1" />
			</svg>
		</span>
	);
}
