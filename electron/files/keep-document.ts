import { makePdf } from '../../documents/make-pdf.ts';
import type { DescribedFile, KeptFileAnswer } from '../../domain/contracts/kept-file.ts';
import { type FileKeeper, keepFile } from './keep-file.ts';

/** Makes a PDF of a description and keeps it. Never rejects: without the typeface in `fonts` it is `not-written`. */
export async function keepDocument({ name, document }: DescribedFile, keeper: FileKeeper, fonts: string): Promise<KeptFileAnswer> {
	let pdf: Uint8Array;
	try {
		pdf = await makePdf(document, fonts);
	} catch {
		keeper.note('document-not-made');
		return { ok: false, code: 'not-written' };
	}
	return keepFile({ name, base64: Buffer.from(pdf).toString('base64') }, keeper);
}
