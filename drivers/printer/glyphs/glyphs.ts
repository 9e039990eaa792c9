import type { Dots } from './dots.ts';
export function glyphOf(_character: string): Dots | null {
	return null;
}
