/** Everything that was told, as one text to be searched. */
export function createCapture() {
	const parts: string[] = [];
	return {
		take(value: unknown) {
			parts.push(JSON.stringify(value));
		},
		text: () => parts.join('\n'),
	};
}
