/** Where on which page the next thing is drawn. */
import { mm, type Pen } from './pen.ts';

const margin = mm(14);
const footHeight = mm(8);

export class Page {
	readonly pen: Pen;
	y = 0;

	constructor(pen: Pen) {
		this.pen = pen;
	}
	get left(): number {
		return margin;
	}
	get top(): number {
		return margin;
	}
	get width(): number {
		return this.pen.pdf.page.width - 2 * margin;
	}
	/** Below this nothing but the foot stands. */
	get bottom(): number {
		return this.pen.pdf.page.height - margin - footHeight;
	}
	fits(height: number): boolean {
		return this.y + height <= this.bottom + 0.01;
	}
	down(height: number): void {
		this.y += height;
	}
	next(): void {
		this.pen.pdf.addPage();
		this.y = this.top;
	}
	/** The foot of the page that is switched to. */
	foot(text: string): void {
		const { pdf } = this.pen;
		this.pen.line(text, this.left, pdf.page.height - margin - mm(3), this.width, { size: 8, colour: '#5b6570', align: 'centre' });
	}
}
