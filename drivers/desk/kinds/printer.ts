import type { PrintJob, PrintResult } from '../../../domain/contracts/device-desk.ts';
import { paperFromBook } from '../../printer/layout/from-book.ts';
import { createPrinter } from '../../printer/printer.ts';
import type { MakeDevice } from '../device.ts';
import { portName } from '../wires.ts';

export const makePrinter: MakeDevice<'printer'> = (declaration, { base, papers }) => {
	const { id, station, transport } = declaration;
	const driver = createPrinter({
		...declaration,
		...base,
		flow: transport.kind === 'serial' ? transport.flow : 'none',
		/** Laid out like every slip, so that what comes out shows what tickets will look like. Throws when the hall words no test page. */
		testPage() {
			const slip = { station, device: id, port: portName(transport), printedAt: wallTime(base.now()), qr: testQr };
			const paper = paperFromBook({ paper: 'test', slip }, papers(), declaration);
			if (!paper.ok) throw new Error(paper.code);
			return paper.make();
		},
	});
	return {
		driver,
		async print(job: PrintJob): Promise<PrintResult> {
			const paper = paperFromBook(job, papers(), declaration);
			if (!paper.ok) return { job: job.job, outcome: 'failed', proof: 'none', code: paper.code };
			return driver.print(job.job, paper.make, { reprint: paper.reprint });
		},
	};
};

const testQr = 'https://example.invalid/printer-test';

/** `2026-11-22 12:05`, by the machine's own zone: a test page is read by whoever stands before the machine. */
function wallTime(now: number): string {
	const at = new Date(now);
	const two = (part: number) => String(part).padStart(2, '0');
	return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
