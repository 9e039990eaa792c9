/** Text made safe for HTML, and pieces put together without a framework: old phones get plain pages. */

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Markup that may stand in a page as it is; everything else is escaped. */
export class Markup {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}

type Piece = string | number | Markup | null | false | readonly Piece[];

function put(piece: Piece): string {
	if (piece === null || piece === false) return '';
	if (piece instanceof Markup) return piece.text;
	if (typeof piece === 'object') return piece.map(put).join('');
	return String(piece).replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

/** Tagged template: what is filled in is escaped, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...pieces: Piece[]): Markup {
	return new Markup(parts.map((part, index) => part + (index < pieces.length ? put(pieces[index]!) : '')).join(''));
}
