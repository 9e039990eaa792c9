import { tokenSheet } from '../design/tokens.ts';

/** The tokens for a page without a script that chooses a theme: the light set, and the high-contrast one for whoever asks the phone for it. */
export function phoneTokens(): string {
	const sheet = tokenSheet();
	const contrast = /\[data-theme="contrast"\]\{([^}]*)\}/.exec(sheet)?.[1] ?? '';
	return `${sheet.split('\n').slice(0, 2).join('\n')}\n@media (prefers-contrast: more){:root{${contrast}}}`;
}
