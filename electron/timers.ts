/** Time of the main process, in the shape its parts take it: each can be given another one. */

/** Once, after `ms` milliseconds; the returned function cancels. */
export function after(ms: number, action: () => void): () => void {
	const timer = setTimeout(action, ms);
	return () => clearTimeout(timer);
}

/** Again and again, every `ms` milliseconds, until the returned function is called. */
export function every(ms: number, action: () => void): () => void {
	const timer = setInterval(action, ms);
	return () => clearInterval(timer);
}
