import type { PrintJob, PrintResult } from '../../../domain/contracts/device-desk.ts';
import { paperFromBook } from '../../printer/layout/from-book.ts';
import { createPrinter } from '../../printer/printer.ts';
import type { MakeDevice } from '../device.ts';

export const makePrinter: MakeDevice<'printer'> = (declaration, { base, papers }) => {
	const driver = createPrinter({ ...declaration, ...base });
	return {
		driver,
		async print(job: PrintJob): Promise<PrintResult> {
			const paper = paperFromBook(job, papers(), declaration);
			if (!paper.ok) return { job: job.job, outcome: 'failed', proof: 'none', code: paper.code };
			return driver.print(job.job, paper.make, { reprint: paper.reprint });
		},
	};
};
