import { create } from 'qrcode';
import type { BlockOf } from '../domain/contracts/paper-document.ts';
import type { Page } from './page.ts';
import { mm } from './pen.ts';

type Slip = BlockOf<'slips'>['slips'][number];

/** Draws slips in rows and columns with dashed lines between them; what does not fit goes on the next page. */
export function drawSlips(page: Page, { columns, heightMm, slips }: BlockOf<'slips'>): void {
	const width = page.width / columns;
	const height = mm(heightMm);
	for (let first = 0; first < slips.length; first += columns) {
		if (!page.fits(height)) page.next();
		slips.slice(first, first + columns).forEach((slip, column) => {
			drawSlip(page, slip, page.left + column * width, width, height);
		});
		page.down(height);
	}
}

function drawSlip({ pen, y }: Page, slip: Slip, x: number, width: number, height: number): void {
	const { pdf } = pen;
	pdf.save().lineWidth(0.6).dash(3, { space: 3 }).rect(x, y, width, height).stroke('#6b7580').restore();
	const inset = mm(3);
	const side = slip.code === undefined ? 0 : Math.min(height - 2 * inset - mm(2), mm(26));
	if (slip.code !== undefined) drawCode(pdf, slip.code, x + width - side - inset, y + (height - side) / 2, side);
	const left = x + inset;
	const room = width - 2 * inset - (side > 0 ? side + mm(2) : 0);
	let at = y + inset;
	pen.line(slip.head, left, at, room, { size: 8, colour: '#4a545e' });
	at += mm(5);
	let size = 30;
	while (size > 14 && pen.width(slip.number, { size, weight: 700 }) > room) size -= 1;
	pen.line(slip.number, left, at, room, { size, weight: 700 });
	at += size * 1.3;
	at += pen.block(slip.title, left, at, room, { size: 12, weight: 700 }) + 1;
	for (const line of slip.lines) at += pen.block(line, left, at, room, { size: 8, colour: '#4a545e' });
}

/** A QR code as squares, which stay sharp on any printer. The white around it is the slip's own. */
function drawCode(pdf: PDFKit.PDFDocument, text: string, x: number, y: number, side: number): void {
	const { modules } = create(text, { errorCorrectionLevel: 'M' });
	const module = side / modules.size;
	for (let row = 0; row < modules.size; row += 1) {
		let run = 0;
		for (let column = 0; column <= modules.size; column += 1) {
			if (column < modules.size && modules.get(row, column)) {
				run += 1;
				continue;
			}
			if (run > 0) pdf.rect(x + (column - run) * module, y + row * module, run * module, module);
			run = 0;
		}
	}
	pdf.fill('#000000');
}
