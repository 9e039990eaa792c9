/** The key that does the same, drawn beside the words of a button. */
export function KeyCap({ children }: { children: string }) {
	return (
		<span className="key-cap" aria-hidden="true">
			{children}
		</span>
	);
}
