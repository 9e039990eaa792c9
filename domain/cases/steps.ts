/** What one step does to a case that is being put together (`evolve-case.ts` owns the state). What does not fit is flagged, never dropped in silence. */
import type { CaseReport, CaseStep, SubTask } from '../contracts/cases.ts';
import type { CaseMaterial, CaseState, Deed, Flag, FlagCode } from './case-state.ts';

type FlagIt = (code: FlagCode, more?: Partial<Pick<Flag, 'about' | 'otherWindow'>>) => void;
type Step<N extends CaseStep['do']> = Extract<CaseStep, { do: N }>;

/** Words said of a case that is over are kept; papers and what a person settles are said of any case. */
const saidOfAnyCase: ReadonlySet<CaseStep['do']> = new Set(['paper', 'settle', 'begin', 'withdraw', 'refuse', 'accept', 'deliver']);

export function applyStep(state: CaseState, step: CaseStep, deed: Deed, report: CaseReport, flag: FlagIt): void {
	if ((state.withdrawn || (state.refused && !state.accepted)) && !saidOfAnyCase.has(step.do)) flag('after-end', { about: step.do });
	switch (step.do) {
		case 'begin':
			begin(state, step, deed, report, flag);
			return;
		case 'check':
			for (const { material, mark } of step.marks) Object.assign(materialOf(state, material), { mark, marked: deed });
			return;
		case 'notice':
			notice(state, step, deed, flag);
			return;
		case 'accept':
			accept(state, step, deed, report, flag);
			return;
		case 'refuse':
			if (state.accepted) flag('accepted-and-refused', { otherWindow: state.accepted.window });
			state.refused ??= { ...deed, reason: step.reason };
			return;
		case 'bring': {
			const material = materialOf(state, step.material);
			material.brought ??= deed;
			return;
		}
		case 'remind':
			if (step.material !== undefined) materialOf(state, step.material).reminded.push(deed);
			if (step.kind !== undefined && step.day !== undefined) remember(state, { kind: step.kind, day: step.day, at: deed.at });
			return;
		case 'task':
			task(state, step, deed, flag);
			return;
		case 'pause': {
			if (state.pauses.some(({ to }) => to === null)) flag('pause-unmatched', { about: step.reason });
			else state.pauses.push({ from: deed.at, to: null, reason: step.reason });
			return;
		}
		case 'resume': {
			const open = state.pauses.find(({ to }) => to === null);
			if (open) open.to = deed.at;
			else flag('pause-unmatched', { about: 'resume' });
			return;
		}
		case 'result':
			result(state, step, deed, flag);
			return;
		case 'deliver':
			for (const item of step.items) {
				if (!state.results[item]) flag('delivered-without-result', { about: item });
				state.deliveries[item] ??= { ...deed, way: step.way };
			}
			return;
		case 'withdraw':
			if (Object.keys(state.results).length > 0) flag('after-end', { about: 'withdraw' });
			state.withdrawn ??= { ...deed, why: step.why };
			return;
		case 'offer':
			state.offered = step.to;
			return;
		case 'take':
			if (deed.staff === null) return;
			if (state.offered !== deed.staff && state.owner !== null && state.owner.staff !== deed.staff) flag('taken-without-offer');
			state.owner = { staff: deed.staff, since: deed.at };
			state.offered = null;
			return;
		case 'identify':
			state.identified = { ...deed, how: step.how, same: step.same };
			return;
		case 'proxy':
			state.proxy = { ...deed, authorisation: step.authorisation, check: step.check, names: step.names ?? null };
			return;
		case 'priority':
			state.priority = { ...deed, reason: step.reason };
			return;
		case 'delivery':
			// Chosen of what was accepted: what the window wrote then gives way.
			if (state.accepted) state.accepted = { ...state.accepted, delivery: step.way };
			return;
		case 'paper':
			state.papers.push({ ...deed, paper: step.paper, copy: step.copy, outcome: step.outcome });
			return;
		case 'settle':
			for (const open of state.flags)
				if (open.code === step.flag && open.settled === null) open.settled = { ...deed, decision: step.decision };
	}
}

/** One word to the citizen may be said of several materials: it is one reminder. */
function remember({ reminders }: CaseState, said: CaseState['reminders'][number]): void {
	if (!reminders.some(({ kind, day }) => kind === said.kind && day === said.day)) reminders.push(said);
}

/** What was never asked for by the catalogue may still be looked at: it joins the list. */
function materialOf(state: CaseState, material: string): CaseMaterial {
	const known = state.materials.find((each) => each.material === material);
	if (known) return known;
	const added: CaseMaterial = {
		...{ material, items: [], need: 'conditional', deferDays: null, mark: null, marked: null, by: null, brought: null, reminded: [] },
	};
	state.materials.push(added);
	return added;
}

function begin(state: CaseState, step: Step<'begin'>, deed: Deed, report: CaseReport, flag: FlagIt): void {
	if (state.begun && state.begun.window !== deed.window) flag('begun-twice', { otherWindow: state.begun.window });
	state.begun ??= { ...deed, origin: step.origin, day: report.day, ticket: report.ticket };
	if (deed.staff !== null) state.owner ??= { staff: deed.staff, since: deed.at };
	state.theme ??= step.theme ?? null;
	for (const item of step.items) if (!state.items.includes(item)) state.items.push(item);
	for (const needed of step.materials) {
		const known = materialOf(state, needed.material);
		const items = [...new Set([...known.items, ...needed.items])];
		const need = known.need === 'always' || needed.need === 'always' ? 'always' : 'conditional';
		Object.assign(known, { items, need, deferDays: needed.deferDays });
	}
}

/** The one notice names everything. Whatever a later one adds was not told in time. */
function notice(state: CaseState, step: Step<'notice'>, deed: Deed, flag: FlagIt): void {
	const told = new Set(state.notices.flatMap(({ materials }) => materials));
	if (state.notices.length > 0)
		for (const material of step.materials) if (!told.has(material)) flag('new-material-asked', { about: material });
	state.notices.push({ ...deed, materials: step.materials });
}

function accept(state: CaseState, step: Step<'accept'>, deed: Deed, report: CaseReport, flag: FlagIt): void {
	if (state.refused) flag('accepted-and-refused', { otherWindow: state.refused.window });
	if (state.accepted) {
		if (state.accepted.window !== deed.window) flag('accepted-twice', { otherWindow: state.accepted.window });
		const more = step.items.filter(({ item }) => !state.accepted?.items.some((each) => each.item === item));
		state.accepted = { ...state.accepted, items: [...state.accepted.items, ...more] };
		state.tasks.push(...step.tasks.filter(({ id }) => !state.tasks.some((each) => each.id === id)).map(newTask));
		return;
	}
	if (state.withdrawn) flag('after-end', { about: 'accept' });
	state.accepted = { ...deed, day: report.day, items: step.items, delivery: step.delivery };
	for (const { item } of step.items) if (!state.items.includes(item)) state.items.push(item);
	for (const { material, by } of step.deferred) {
		const known = materialOf(state, material);
		if (known.mark !== 'deferred') Object.assign(known, { mark: 'deferred', marked: deed });
		known.by = by;
		if (known.deferDays === null) flag('accepted-incomplete', { about: material });
	}
	for (const { material, mark, need, brought } of state.materials)
		if (mark === 'missing' && need === 'always' && !brought) flag('accepted-incomplete', { about: material });
	state.tasks = step.tasks.map(newTask);
}

const newTask = (task: SubTask): CaseState['tasks'][number] => ({ ...task, stage: 'waiting', last: null });

function task(state: CaseState, step: Step<'task'>, deed: Deed, flag: FlagIt): void {
	const known = state.tasks.find(({ id }) => id === step.task);
	if (!known) {
		flag('task-unknown', { about: step.task });
		return;
	}
	const waits = known.after.some((id) => {
		const stage = state.tasks.find((each) => each.id === id)?.stage;
		return stage !== undefined && stage !== 'agreed' && stage !== 'not-agreed';
	});
	if (waits) flag('task-too-early', { about: step.task });
	// Done stays done: a word that comes late does not open it again.
	if ((known.stage === 'agreed' || known.stage === 'not-agreed') && step.state === 'begun') return;
	known.stage = step.state;
	known.last = deed;
}

function result(state: CaseState, step: Step<'result'>, deed: Deed, flag: FlagIt): void {
	const { item, outcome } = step;
	const before = state.results[item];
	if (before) {
		if (before.outcome !== outcome) flag('two-results', { about: item, otherWindow: before.window });
		return;
	}
	if (!state.accepted?.items.some((each) => each.item === item)) flag('result-not-accepted', { about: item });
	for (const { material, items, mark, brought } of state.materials)
		if (mark === 'deferred' && !brought && items.includes(item) && outcome === 'granted')
			flag('result-before-material', { about: material });
	const open = state.tasks.some(({ items, stage }) => items.includes(item) && stage !== 'agreed' && stage !== 'not-agreed');
	if (open) flag('result-before-tasks', { about: item });
	state.results[item] = { ...deed, outcome };
}
