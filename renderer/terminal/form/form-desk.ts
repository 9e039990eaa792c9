/**
 * The form in the hands of one citizen: what is asked, what was answered, and keeping it at the machine as it is written. Lives in the memory of the
 * page; `wipe` leaves nothing of it there. What was saved stays with the machine, encrypted, or is let go of, as the citizen chose.
 */
import type {
	ApplicationAnswer,
	ApplicationForm,
	ApplicationRefusal,
	ApplicationRequest,
	Attachment,
} from '../../../domain/contracts/applications.ts';
import { applicationNumber } from '../../../domain/contracts/applications.ts';
import type { CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import { type Answer, type Answers, isEmpty } from '../../../domain/form/answers.ts';
import { answersOf } from '../../../domain/form/check-form.ts';
import { type Form, formOf } from '../../../domain/form/form.ts';
import { type CardFields, type CardRole, prefill } from '../../../domain/form/prefill.ts';
import { materialsOf, type NoticeMaterial } from '../../../domain/notice/materials.ts';
import { type Selection, standingSelection } from '../../../domain/selection/selection.ts';
import { type MaterialHow, materialNow } from './material-choice.ts';

/** `no-machine`: a browser without a machine under it keeps nothing of a person. */
export type FormRefusal = ApplicationRefusal | 'no-machine' | 'machine-silent';

export interface OpenForm {
	ref: string;
	/** For the slip; known only to whoever began it here. */
	code: string | null;
	selection: Selection;
	/** What was chosen and the catalogue has no more. */
	withdrawn: string[];
	form: Form;
	materials: NoticeMaterial[];
	answers: Answers;
	/** Answers a card gave, by field; gone when the citizen changes one. */
	fromCard: Readonly<Record<string, CardRole>>;
	how: Readonly<Record<string, MaterialHow>>;
	attachments: Attachment[];
	/** Kept at the machine when the citizen leaves. */
	keep: boolean;
	saved: 'yes' | 'not-yet' | 'failed';
}

export type FormView =
	| { stage: 'none' | 'opening' }
	| { stage: 'refused'; code: FormRefusal }
	| ({ stage: 'open' } & OpenForm)
	| { stage: 'handed-in'; ref: string; number: string; code: string | null };

export interface FormDeskParts {
	/** The bridge's door; absent in a browser. */
	ask: ((request: ApplicationRequest) => Promise<ApplicationAnswer>) | undefined;
	after(ms: number, action: () => void): () => void;
}

export type FormDesk = ReturnType<typeof createFormDesk>;
/** While somebody types; whatever is picked or read off a card is kept at once. */
const saveAfterMs = 700;

export function createFormDesk({ ask, after }: FormDeskParts) {
	let view: FormView = { stage: 'none' };
	let grip: string | null = null;
	let cancelSave: (() => void) | null = null;
	/** One request after another, so that an older form never overtakes a newer one. */
	let queue: Promise<unknown> = Promise.resolve();
	/** Grows with each person: answers of the machine for somebody who left are dropped. */
	let person = 0;
	const listeners = new Set<() => void>();

	function show(next: FormView) {
		view = next;
		for (const listener of listeners) listener();
	}
	function change(part: Partial<OpenForm>) {
		if (view.stage === 'open') show({ ...view, ...part });
	}
	/** `null` = refused; then the view says why, unless an open form is to stay (`quiet`). */
	async function request(what: ApplicationRequest): Promise<ApplicationAnswer> {
		const answer = queue.then(async () => (ask ? await ask(what) : ({ do: 'refused', code: 'not-offered' } as const)));
		queue = answer.catch(() => {});
		return answer;
	}
	function formAsKept(open: OpenForm): ApplicationForm {
		return { fields: { ...open.answers }, materials: { ...open.how } };
	}

	function opened(book: CatalogueBook, answer: Extract<ApplicationAnswer, { do: 'opened' }>) {
		grip = answer.grip;
		const { selection, withdrawn, themeWithdrawn } = standingSelection(book, { theme: answer.theme, items: answer.summary.items });
		const materials = materialsOf(book, selection);
		show({
			stage: 'open',
			...{ ref: answer.summary.ref, code: answer.code, selection, materials, attachments: answer.attachments },
			withdrawn: themeWithdrawn && answer.theme !== null ? [answer.theme, ...withdrawn] : withdrawn,
			form: formOf(book, selection),
			answers: answer.form.fields,
			fromCard: {},
			how: Object.fromEntries(materials.map((one) => [one.material.code, materialNow(one, answer.form.materials, answer.attachments)])),
			keep: true,
			saved: 'yes',
		});
	}

	async function open(book: CatalogueBook, what: Extract<ApplicationRequest, { do: 'begin' | 'open' }>): Promise<boolean> {
		if (!ask) {
			show({ stage: 'refused', code: 'no-machine' });
			return false;
		}
		person += 1;
		const mine = person;
		show({ stage: 'opening' });
		const answer = await request(what).catch(() => null);
		if (person !== mine) {
			if (answer?.do === 'opened') void request({ do: 'close', grip: answer.grip }).catch(() => {});
			return false;
		}
		if (answer?.do === 'opened') {
			opened(book, answer);
			return true;
		}
		show({ stage: 'refused', code: answer?.do === 'refused' ? answer.code : 'machine-silent' });
		return false;
	}

	async function save(): Promise<boolean> {
		cancelSave?.();
		cancelSave = null;
		if (view.stage !== 'open' || grip === null) return false;
		const mine = person;
		const form = formAsKept(view);
		const answer = await request({ do: 'save', grip, form }).catch(() => null);
		if (person !== mine || view.stage !== 'open') return false;
		const well = answer?.do === 'kept';
		// What was typed while it was being written is still to be saved.
		const newer = JSON.stringify(formAsKept(view)) !== JSON.stringify(form);
		change({ saved: well ? (newer ? 'not-yet' : 'yes') : 'failed' });
		return well;
	}
	function saveNow() {
		change({ saved: 'not-yet' });
		void save();
	}
	/** Counted from the first letter that is not kept: somebody who types without a pause loses no more than that at a kill. */
	function saveSoon() {
		change({ saved: 'not-yet' });
		cancelSave ??= after(saveAfterMs, () => void save());
	}

	return {
		view: () => view,
		subscribe(listener: () => void) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		/** `document`: of the card in hand, by which the draft is found again. */
		begin: (book: CatalogueBook, { theme, items }: Selection, document: string | undefined) =>
			open(book, {
				do: 'begin',
				items: [...items],
				...(theme === null ? {} : { theme }),
				...(document === undefined ? {} : { document }),
			}),
		resume: (book: CatalogueBook, by: { code: string } | { document: string }) => open(book, { do: 'open', ...by }),
		answer(key: string, value: Answer) {
			if (view.stage !== 'open') return;
			const { [key]: _given, ...fromCard } = view.fromCard;
			const { [key]: _before, ...others } = view.answers;
			change({ answers: isEmpty(value) && value !== false ? others : { ...view.answers, [key]: value }, fromCard });
			if (typeof value === 'string') saveSoon();
			else saveNow();
		},
		/** Fills the fields of `role`; what was typed before by hand gives way to the card. Returns how many were filled. */
		fill(card: CardFields, role: CardRole): number {
			if (view.stage !== 'open') return 0;
			const filled = prefill(view.form, card, role);
			const keys = Object.keys(filled);
			change({
				answers: { ...view.answers, ...filled },
				fromCard: { ...view.fromCard, ...Object.fromEntries(keys.map((key) => [key, role])) },
			});
			if (keys.length > 0) saveNow();
			return keys.length;
		},
		choose(material: string, how: MaterialHow) {
			if (view.stage !== 'open') return;
			change({ how: { ...view.how, [material]: how } });
			saveNow();
		},
		/** `false` = the machine could not keep it; the code is the reason. */
		async attach(material: string, mediaType: Attachment['mediaType'], data: Uint8Array): Promise<true | FormRefusal> {
			if (view.stage !== 'open' || grip === null) return 'no-grip';
			const mine = person;
			const answer = await request({ do: 'attach', grip, material, mediaType, data }).catch(() => null);
			if (person !== mine) return 'no-grip';
			if (answer?.do !== 'kept') return answer?.do === 'refused' ? answer.code : 'machine-silent';
			change({ attachments: answer.attachments });
			return true;
		},
		async detach(attachment: string): Promise<boolean> {
			if (view.stage !== 'open' || grip === null) return false;
			const mine = person;
			const answer = await request({ do: 'detach', grip, attachment }).catch(() => null);
			if (person !== mine || answer?.do !== 'kept') return false;
			change({ attachments: answer.attachments });
			return true;
		},
		/** Bytes of one attachment, for looking at it; nothing keeps them here. */
		async read(attachment: string): Promise<{ mediaType: string; data: Uint8Array } | null> {
			if (view.stage !== 'open' || grip === null) return null;
			const mine = person;
			const answer = await request({ do: 'read-attachment', grip, attachment }).catch(() => null);
			return person === mine && answer?.do === 'attachment' ? answer : null;
		},
		keep(keep: boolean) {
			change({ keep });
		},
		save,
		/** Safe at the machine when it resolves with `true`; answers of withdrawn items are left out. */
		async handIn(day: string): Promise<true | FormRefusal> {
			if (view.stage !== 'open' || grip === null) return 'no-grip';
			const mine = person;
			const { ref, code } = view;
			change({ answers: answersOf(view.form, view.answers) });
			if (!(await save())) return 'store-failed';
			const held = grip;
			if (person !== mine || held === null) return 'no-grip';
			const answer = await request({ do: 'hand-in', grip: held, day }).catch(() => null);
			if (person !== mine) return 'no-grip';
			if (answer?.do !== 'state') return answer?.do === 'refused' ? answer.code : 'machine-silent';
			grip = null;
			show({ stage: 'handed-in', ref, number: applicationNumber(ref), code });
			return true;
		},
		/** The citizen has gone: what is not saved yet is saved or thrown away, the grip ends, and nothing stays in memory. */
		wipe() {
			const held = grip;
			const last = view;
			cancelSave?.();
			cancelSave = null;
			person += 1;
			grip = null;
			show({ stage: 'none' });
			if (held === null || last.stage !== 'open') return;
			if (!last.keep) void request({ do: 'discard', grip: held }).catch(() => {});
			else if (last.saved === 'yes') void request({ do: 'close', grip: held }).catch(() => {});
			else {
				void request({ do: 'save', grip: held, form: formAsKept(last) }).catch(() => {});
				void request({ do: 'close', grip: held }).catch(() => {});
			}
		},
	};
}
