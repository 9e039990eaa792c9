/**
 * The design tokens as data and as CSS custom properties. `tokens.json` is the one place where a colour or a size is written down;
 * faces use `var(--ink)`, `var(--radius-key)` … and nothing else.
 */
import tokens from './tokens.json' with { type: 'json' };

export { tokens };

/** Values of `data-theme` on <html>. `board` is the dark set of the public boards. */
export const themes = ['light', 'elder', 'contrast', 'board'] as const;
export type Theme = (typeof themes)[number];

/** `onTide2` → `on-tide2`, `elderKey` → `elder-key`. */
function kebab(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function declarations(values: Record<string, string>, prefix = ''): string {
	return Object.entries(values)
		.map(([name, value]) => `--${prefix}${kebab(name)}:${value};`)
		.join('');
}

function pixels(values: Record<string, number>): Record<string, string> {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `${value}px`]));
}

/** Names that do not change with the theme: type sizes, radii, borders, shadows, motion. */
function common(): string {
	const sizes = (['terminal', 'elder', 'staff', 'board', 'phone'] as const)
		.map((face) => declarations(pixels(tokens.type[face]), `${face}-`))
		.join('');
	const motion = `--tap:${tokens.motion.tap}ms;--state:${tokens.motion.state}ms;--screen:${tokens.motion.screen}ms;--easing:${tokens.motion.easing};`;
	const focus = `--focus-inner:${tokens.focus.inner}px;--focus-outer:${tokens.focus.outer}px;--focus-offset:${tokens.focus.offset}px;`;
	return [
		`--font:${tokens.font.family.replace('"Noto Sans CJK SC"', '"Noto Sans CJK SC","Noto Sans SC"')};`,
		`--line-text:${tokens.type.lineHeight.text};--line-key:${tokens.type.lineHeight.key};--line-number:${tokens.type.lineHeight.number};`,
		sizes,
		declarations(pixels(tokens.radius), 'radius-'),
		declarations(pixels(tokens.border), 'border-'),
		declarations(tokens.elevation, 'shadow-'),
		motion,
		focus,
		declarations(tokens.board, 'board-'),
		declarations(tokens.chart, 'chart-'),
	].join('');
}

/** The colours of one theme under their common names. The board set has fewer names; the rest come from the contrast set, also dark. */
export function themeColours(theme: Theme): Record<string, string> {
	if (theme !== 'board') return tokens.color[theme];
	return { ...tokens.color.contrast, surface: tokens.board.bg, edge: tokens.board.ink2, ink3: tokens.board.ink2, ...tokens.board };
}

/** Every token as one style sheet text. */
export function tokenSheet(): string {
	const sets = themes.map((theme) => `[data-theme="${theme}"]{${declarations(themeColours(theme))}}`).join('\n');
	return `:root{${common()}}\n:root{${declarations(tokens.color.light)}}\n${sets}`;
}

/** Puts the tokens into the page. A constructed sheet is not an inline style, so it needs no hole in the content security policy. */
export function installTokens(page: Document, theme: Theme): void {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(tokenSheet());
	page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
	showTheme(page, theme);
}

/** Changes the theme of the whole page. */
export function showTheme(page: Document, theme: Theme): void {
	page.documentElement.dataset.theme = theme;
}
