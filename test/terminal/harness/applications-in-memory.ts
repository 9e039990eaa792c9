/** The machine's store of applications as a page sees it, in memory: for looking at the form, and for tests of its desk. Not product code. */
import type {
	ApplicationAnswer,
	ApplicationForm,
	ApplicationRequest,
	ApplicationSummary,
	Attachment,
} from '../../../domain/contracts/applications.ts';

interface Kept {
	summary: ApplicationSummary;
	code: string;
	document: string | null;
	theme: string | null;
	form: ApplicationForm;
	files: { attachment: Attachment; data: Uint8Array }[];
}

/** `kept`: what the machine has, by reference; a test may look into it. */
export function applicationsInMemory(kept = new Map<string, Kept>()) {
	const grips = new Map<string, string>();
	let count = 0;
	const opened = (one: Kept, code: string | null): ApplicationAnswer => {
		const grip = `grip${String(++count).padStart(18, '0')}`;
		grips.clear();
		grips.set(grip, one.summary.ref);
		return {
			...{ do: 'opened', grip, code, summary: one.summary, theme: one.theme, form: one.form },
			attachments: one.files.map(({ attachment }) => attachment),
		};
	};
	return async (request: ApplicationRequest): Promise<ApplicationAnswer> => {
		switch (request.do) {
			case 'begin': {
				const ref = (++count).toString(16).padStart(32, '0');
				const summary: ApplicationSummary = {
					...{ ref, station: 'T2', stage: 'draft', items: request.items, ticket: null, savedAt: 0, handedInAt: null, day: null },
					...{ submittedAt: null, keptUntil: 7 * 86_400_000, attachments: 0, bytes: 0, sent: 0, problem: null, reported: false },
				};
				const one: Kept = {
					...{ summary, code: 'ABCDE23456', document: request.document ?? null, theme: request.theme ?? null },
					...{ form: { fields: {}, materials: {} }, files: [] },
				};
				kept.set(ref, one);
				return opened(one, one.code);
			}
			case 'open': {
				const one = [...kept.values()].find(
					({ code, document }) => code === request.code || (document !== null && document === request.document),
				);
				if (!one) return { do: 'refused', code: 'unknown-code' };
				return one.summary.stage === 'draft' ? opened(one, null) : { do: 'refused', code: 'not-a-draft' };
			}
			case 'look': {
				const one = [...kept.values()].find(({ code }) => code === request.code);
				return one ? { do: 'state', summary: one.summary } : { do: 'refused', code: 'unknown-code' };
			}
			case 'close':
				grips.clear();
				return { do: 'done' };
			case 'list':
			case 'reported':
			case 'link':
			case 'may-reset':
				return { do: 'done' };
		}
		const one = kept.get(grips.get(request.grip) ?? '');
		if (!one) return { do: 'refused', code: 'no-grip' };
		switch (request.do) {
			case 'save':
				one.form = request.form;
				break;
			case 'attach': {
				const id = (++count).toString(16).padStart(16, '0');
				const attachment: Attachment = {
					...{ id, material: request.material, mediaType: request.mediaType, bytes: request.data.length },
					...{ sha256: '0'.repeat(64), chunks: ['0'.repeat(64)] },
				};
				one.files.push({ attachment, data: request.data });
				break;
			}
			case 'detach':
				one.files = one.files.filter(({ attachment }) => attachment.id !== request.attachment);
				break;
			case 'read-attachment': {
				const file = one.files.find(({ attachment }) => attachment.id === request.attachment);
				return file
					? { do: 'attachment', mediaType: file.attachment.mediaType, data: file.data }
					: { do: 'refused', code: 'unknown-attachment' };
			}
			case 'hand-in':
				one.summary = { ...one.summary, stage: 'waiting', handedInAt: 0, day: request.day };
				grips.clear();
				return { do: 'state', summary: one.summary };
			case 'discard':
				kept.delete(one.summary.ref);
				grips.clear();
				return { do: 'done' };
		}
		return { do: 'kept', summary: one.summary, attachments: one.files.map(({ attachment }) => attachment) };
	};
}
