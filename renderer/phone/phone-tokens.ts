import { tokenSheet } from '../design/tokens.ts';

function valuesOf(block: string): Map<string, string> {
	return new Map([...block.matchAll(/--([\w-]+):([^;]*);/g)].map(([, name = '', value = '']) => [name, value]));
}

/**
 * The style sheet of the phone page with the tokens' values in it: phones of ten years ago know no custom properties. The light set, and the
 * high-contrast one for whoever asks the phone for it. Throws when a name is no token.
 */
export function phoneSheet(css: string): string {
	const [common = '', light = '', ...sets] = tokenSheet().split('\n');
	const contrast = sets.find((set) => set.startsWith('[data-theme="contrast"]')) ?? '';
	const filled = (colours: string) => {
		const values = new Map([...valuesOf(common), ...valuesOf(colours)]);
		return css.replaceAll(/var\(--([\w-]+)\)/g, (_, name: string) => {
			const value = values.get(name);
			if (value === undefined) throw new Error(`phone.css asks for --${name}, which is no token`);
			return value;
		});
	};
	return `${filled(light)}\n@media (prefers-contrast: more){\n${filled(contrast).replaceAll(/@media[^{]*\{(?:[^{}]*\{[^}]*\})*[^}]*\}/g, '')}\n}`;
}
