/** What a machine's lives have tried with applications and been told is kept, and whether its store agrees once it was opened again. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openApplicationKey } from '../../electron/applications/application-key.ts';
import { ApplicationStore } from '../../electron/applications/application-store.ts';
import { bytesOf } from '../applications/stand.ts';
import type { Said } from './live.ts';

export type ApplicationStep =
	| { do: 'begin' }
	| { do: 'save'; ref: string; form: number }
	| { do: 'attach'; ref: string; seed: number; length: number }
	| { do: 'detach'; ref: string; id: string }
	| { do: 'discard' | 'hand-in' | 'reported' | 'submitted'; ref: string };

interface Told {
	stage: 'draft' | 'waiting' | 'submitted' | 'gone';
	form: number | null;
	attachments: { id: string | null; seed: number; length: number }[];
	reported: boolean;
}
const fresh: Told = { stage: 'draft', form: null, attachments: [], reported: false };

/** What a step makes of it; `id` of an attachment is known once it was kept. */
function after(told: Told, step: ApplicationStep, id: string | null): Told {
	if (step.do === 'save') return { ...told, form: step.form };
	if (step.do === 'attach') return { ...told, attachments: [...told.attachments, { id, seed: step.seed, length: step.length }] };
	if (step.do === 'detach') return { ...told, attachments: told.attachments.filter((each) => each.id !== step.id) };
	if (step.do === 'discard') return { ...told, stage: 'gone' };
	if (step.do === 'hand-in') return { ...told, stage: 'waiting' };
	if (step.do === 'reported') return { ...told, reported: true };
	return step.do === 'submitted' ? { ...told, stage: 'submitted', reported: true } : told;
}

export class ApplicationStory {
	readonly #told = new Map<string, Told>();
	#open: ApplicationStep | null = null;
	acknowledged = 0;

	/** Adds what one life said. */
	hear(lines: Said[]): string[] {
		for (const [word, value] of lines) {
			if (word === 'try') this.#open = value as ApplicationStep;
			if (word !== 'kept' || !this.#open) continue;
			const step = this.#open;
			const { ref, id = null } = value as { ref?: string; id?: string };
			if (step.do === 'begin') this.#told.set(ref!, fresh);
			else this.#told.set(step.ref, after(this.#told.get(step.ref)!, step, id));
			this.#open = null;
			this.acknowledged += 1;
		}
		return [];
	}

	/** Opens the store as the next start does; answers what is lost, half there, invented or left behind, in words. */
	async check(folder: string): Promise<string[]> {
		const losses = await this.#compare(folder, '');
		const { store } = await opened(folder);
		const { ref } = await store.begin({ station: 'T1', items: ['GS-01'], theme: null, document: null });
		await store.close();
		this.#told.set(ref, fresh);
		return [...losses, ...(await this.#compare(folder, 'after the next one was begun: '))];
	}

	async #compare(folder: string, when: string): Promise<string[]> {
		const losses: string[] = [];
		const { store, notes } = await opened(folder);
		for (const note of notes) if (note !== 'application-remains-removed') losses.push(`the store was opened with the note ${note}`);
		const there = new Map(store.list().map((one) => [one.ref, one]));
		const step = this.#open;
		for (const [ref, told] of this.#told) {
			const tried = step && 'ref' in step && step.ref === ref ? after(told, step, null) : null;
			const found = await this.#found(store, ref, tried ? [told, tried] : [told]);
			if (typeof found === 'string') losses.push(`${when}${ref.slice(0, 6)} ${found}`);
			else this.#told.set(ref, found);
			there.delete(ref);
		}
		for (const [ref, { stage }] of there) {
			if (step?.do === 'begin' && stage === 'draft') this.#told.set(ref, fresh);
			else losses.push(`${when}${ref.slice(0, 6)} was never begun`);
		}
		this.#open = null;
		const known = new Set([...this.#told].flatMap(([ref, { stage }]) => (stage === 'gone' ? [] : [ref])));
		for (const name of readdirSync(join(folder, 'applications')))
			if (!known.has(name.slice(0, 32))) losses.push(`${when}${name} was left behind`);
		await store.close();
		return losses;
	}

	/** Which of the possible ones is there, or what is wrong. */
	async #found(store: ApplicationStore, ref: string, possible: Told[]): Promise<Told | string> {
		const summary = store.summary(ref);
		const stage = summary?.stage ?? 'gone';
		const fit = possible.filter((told) => told.stage === stage);
		if (fit.length === 0) return `is ${stage}, and was told to be ${possible.map((told) => told.stage).join(' or ')}`;
		if (stage === 'gone' || stage === 'submitted') return fit[0]!;
		const { form, attachments } = await store.read(ref);
		for (const told of fit) {
			if ((form.fields.form ?? null) !== told.form || summary!.reported !== told.reported) continue;
			if (attachments.length !== told.attachments.length) continue;
			for (const [index, wanted] of told.attachments.entries()) {
				const { data } = await store.attachment(ref, attachments[index]!.id);
				if (Buffer.compare(data, bytesOf(wanted.seed, wanted.length)) !== 0) return `has an attachment that is not what was attached`;
			}
			return { ...told, attachments: told.attachments.map((each, index) => ({ ...each, id: attachments[index]!.id })) };
		}
		return `holds form ${String(form.fields.form)} with ${attachments.length} attachments, which nobody was told`;
	}
}

async function opened(folder: string): Promise<{ store: ApplicationStore; notes: string[] }> {
	const key = await openApplicationKey(join(folder, 'keys'));
	if (!key.ok) throw new Error(key.problem);
	const notes: string[] = [];
	const place = { folder: join(folder, 'applications'), key: key.key, now: Date.now, chunkBytes: 1024 };
	return { store: await ApplicationStore.open({ ...place, note: (code) => notes.push(code) }), notes };
}
