import { afterEach, describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import { replayProposal } from '../../domain/tide-day/replay-proposal.ts';
import { plannerInThread } from '../../platform/tide/planner.ts';
import { tidePlanOf, tideStand } from './tide-stand.ts';

type Stand = Awaited<ReturnType<typeof tideStand>>;
const stands: Stand[] = [];
async function stand(parts: Parameters<typeof tideStand>[0] = {}): Promise<Stand> {
	const made = await tideStand(parts);
	stands.push(made);
	return made;
}
afterEach(async () => {
	for (const each of stands.splice(0)) await each.end();
});

/** A bus for queue A: 01 and 02 are in service, 04 has nobody. */
async function surge(parts: Parameters<typeof tideStand>[0] = {}) {
	const hall = await stand(parts);
	await hall.open();
	await hall.turn(5);
	await hall.take('A', 40);
	await hall.must('W01', 'call-next', { window: 'W01' });
	await hall.must('W02', 'call-next', { window: 'W02' });
	await hall.turn(310);
	return hall;
}
const openOf = (hall: Stand) => hall.authority.state.tide.plans.find(({ end }) => end === null)?.proposal;

describe('the tide on the platform', () => {
	test('a quiet hall is told once that no change is advised, and not again every five minutes', async () => {
		const hall = await stand();
		await hall.open();
		await hall.turn(1800, 30);
		expect(hall.events('tide-plan-proposed').map(({ body }) => body.kind)).toEqual(['none']);
		expect(hall.events('tide-plan-proposed')[0]).toMatchObject({ station: 'PLATFORM', staff: null });
	});

	test('S1 S4 a surge: proposed in numbers, approved, made after the citizen in service, and every proposal replays from the log to the last digit', async () => {
		const hall = await surge();
		const proposal = openOf(hall)!;
		expect(proposal.moves).toMatchObject([{ window: 'W04', from: ['B'], because: { queue: 'A', targetS: 2700 } }]);
		expect(proposal.moves[0]!.gain).toBeGreaterThan(usualThreshold);
		expect(proposal.waitAfterMin).toBeLessThan(proposal.waitBeforeMin);
		await hall.take('B');
		await hall.must('W04', 'call-next', { window: 'W04' });
		await hall.must('M1', 'approve-tide-plan', {
			plan: proposal.plan,
			revision: proposal.revision,
			moves: proposal.moves.map(({ window, to }) => ({ window, to })),
		});
		await hall.turn(60);
		expect(hall.authority.state.windows.W04!.duty).toEqual(['B']);
		await hall.must('W04', 'start-service', { window: 'W04', ticket: 'B001' });
		const finished = await hall.must('W04', 'finish-service', { window: 'W04', ticket: 'B001' });
		expect(finished.map(({ name }) => name)).toEqual(['service-finished', 'duty-changed']);
		const [called] = await hall.must('W04', 'call-next', { window: 'W04' });
		expect(called!.body).toMatchObject({ ticket: expect.stringMatching(/^A/) });
		for (const { body } of hall.events('tide-plan-proposed')) {
			const again = replayProposal(hall.plan, hall.authority.day, hall.log(), body);
			expect(again).toMatchObject({ ok: true, same: true });
		}
		expect(checkLog(hall.plan, hall.authority.day, hall.log()).violations).toEqual([]);
	});

	test('an idle window is told, and changes when the notice has run out', async () => {
		const hall = await surge();
		const { plan, revision } = openOf(hall)!;
		await hall.must('M1', 'approve-tide-plan', { plan, revision, moves: [{ window: 'W04', to: ['B', 'A'] }] });
		await hall.turn(20);
		expect(hall.authority.state.windows.W04!.duty).toEqual(['B']);
		await hall.turn(15);
		expect(hall.authority.state.windows.W04!.duty).toEqual(['B', 'A']);
		expect(hall.events('duty-changed')).toHaveLength(1);
	});

	test('nobody answers: the proposal is over after its time, and what was refused is not proposed again at once', async () => {
		const hall = await surge();
		const { plan, revision } = openOf(hall)!;
		await hall.must('M1', 'reject-tide-plan', { plan, revision, reason: 'clerk-needed-here' });
		await hall.turn(900, 30);
		expect(hall.events('tide-plan-proposed').filter(({ body }) => body.kind === 'change' && body.plan !== plan)).toEqual([]);
	});

	test('the target cannot be met: so many people wait beyond it, and windows are missing', async () => {
		const hall = await stand({ plan: tidePlanOf({ express: [{ queue: 'K', targetMinutes: 3 }] }) });
		await hall.open();
		await hall.turn(5);
		await hall.must('M1', 'change-duty', { window: 'W04', duty: ['B', 'A'] });
		await hall.must('M1', 'expect-group', { queue: 'A', people: 120, at: hall.clock.now() + 15 * 60_000 });
		await hall.turn(30);
		const advice = hall.authority.state.tide.advice!;
		expect(advice).toMatchObject({ kind: 'short', moves: [], missing: { queues: expect.arrayContaining(['A']) } });
		expect(advice.missing!.people).toBeGreaterThan(10);
		const before = hall.events('tide-plan-proposed').length;
		await hall.turn(60);
		expect(hall.events('tide-plan-proposed').length).toBe(before);
	});

	test('edited moves are simulated at once and leave no trace in the log; what cannot be is named', async () => {
		const hall = await surge();
		const head = hall.authority.head;
		const good = await hall.tide.ask({ do: 'try', moves: [{ window: 'W04', to: ['B', 'A'] }] });
		const none = await hall.tide.ask({ do: 'try', moves: [] });
		const bad = await hall.tide.ask({ do: 'try', moves: [{ window: 'W04', to: ['A'] }] });
		expect(good).toMatchObject({ ok: true, trial: { problems: [] } });
		expect(none).toMatchObject({ ok: true, trial: { gain: 0, problems: [] } });
		expect(bad).toMatchObject({ ok: true, trial: { problems: [{ code: 'queue-left-unserved', queue: 'B' }] } });
		if (!good.ok || good.do !== 'try' || !none.ok || none.do !== 'try') throw new Error('not tried');
		expect(good.trial.gain).toBeGreaterThan(50);
		expect(good.trial.waitAfterMin).toBeLessThan(none.trial.waitAfterMin);
		expect(hall.authority.head).toBe(head);
	});

	test('two managers edit one proposal: who comes second is told that it changed, or that it was answered, and changes nothing', async () => {
		const plan = tidePlanOf();
		const hall = await surge({ plan: { ...plan, stations: [...plan.stations, { id: 'M2', role: 'manager' }] } });
		const seen = openOf(hall)!;
		const answer = (manager: string, revision: number, moves: { window: string; to: string[] }[]) =>
			hall.say(manager, 'approve-tide-plan', { plan: seen.plan, revision, moves });
		// Both look at the first revision; while they edit, more people come and it is renewed.
		await hall.turn(200, 20);
		await hall.take('R', 30);
		await hall.tide.ask({ do: 'plan-now' });
		await hall.turn(30);
		const renewed = openOf(hall)!;
		expect(renewed).toMatchObject({ plan: seen.plan, revision: seen.revision + 1 });
		const head = hall.authority.head;
		expect(await answer('M1', seen.revision, [{ window: 'W04', to: ['B', 'A'] }])).toMatchObject({
			result: 'refused',
			refusal: { code: 'tide-plan-changed', params: { plan: seen.plan, revision: renewed.revision } },
		});
		expect(hall.authority.head).toBe(head);
		expect(await answer('M2', renewed.revision, [{ window: 'W04', to: ['B', 'R'] }])).toMatchObject({ result: 'accepted' });
		expect(await answer('M1', renewed.revision, [{ window: 'W04', to: ['B', 'A'] }])).toMatchObject({
			result: 'refused',
			refusal: { code: 'tide-plan-ended', params: { plan: seen.plan, how: 'approved' } },
		});
		expect(hall.events('duty-change-due')).toMatchObject([{ body: { window: 'W04', to: ['B', 'R'] } }]);
	});

	test('automatic mode approves within its limits with the rule named, and leaves to a manager what lies beyond them', async () => {
		const automatic = { from: '00:00', to: '23:59', mostMovesADay: 1, minGain: 10, minSure: 0.6 };
		const within = await surge({ plan: tidePlanOf({ automatic }) });
		expect(within.events('tide-plan-approved')).toMatchObject([
			{ station: 'PLATFORM', staff: null, body: { rule: { name: 'automatic', mostMovesADay: 1, madeToday: 0 } } },
		]);
		await within.turn(60);
		expect(within.authority.state.windows.W04!.duty).toContain('A');
		for (const limits of [{ queues: ['R'] }, { windows: ['W01'] }, { from: '22:00' }, { minGain: 1e6 }]) {
			const beyond = await surge({ plan: tidePlanOf({ automatic: { ...automatic, ...limits } }) });
			expect(beyond.events('tide-plan-approved')).toEqual([]);
			expect(openOf(beyond)).toBeDefined();
		}
	});

	test('a lock, a queue called by hand and a clerk who declined: the planner leaves these windows alone', async () => {
		const locked = await stand();
		await locked.open();
		await locked.must('M1', 'lock-window-duty', { window: 'W04', until: locked.clock.now() + 3_600_000 });
		await locked.take('A', 40);
		await locked.turn(310);
		expect(locked.events('tide-plan-proposed').filter(({ body }) => body.kind === 'change')).toEqual([]);
		const manual = await stand();
		await manual.open();
		await manual.must('M1', 'begin-manual', { queues: ['A'], reason: 'power' });
		await manual.take('R', 1);
		await manual.turn(310);
		expect(manual.events('tide-plan-proposed').filter(({ body }) => body.kind === 'change')).toEqual([]);
	});

	test('a platform that is not in charge neither looks nor changes anything', async () => {
		const hall = await stand();
		await hall.open();
		hall.leave();
		await hall.take('A', 40);
		await hall.turn(310);
		expect(hall.events('tide-plan-proposed')).toEqual([]);
		expect(await hall.tide.ask({ do: 'plan-now' })).toEqual({ ok: false, code: 'hall-not-open' });
	});

	test('after a take-over the platform in charge plans on at once', async () => {
		const hall = await stand();
		await hall.open();
		await hall.turn(10);
		await hall.take('A', 40);
		await hall.must('PLATFORM', 'begin-term', { number: 2, platform: 'P2', block: 1, planned: false, reason: 'power' });
		await hall.turn(10);
		expect(hall.events('tide-plan-proposed').map(({ body }) => body.trigger)).toContain('take-over');
		expect(openOf(hall)).toMatchObject({ moves: [{ window: 'W04' }] });
	});

	test('the planner dies: the hall goes on, the manager is told, and the next look begins another', async () => {
		let dead = true;
		const alive = (await import('./tide-stand.ts')).plannerHere();
		const hall = await stand({
			planner: { work: (work) => (dead ? Promise.reject(new Error('gone')) : alive.work(work)), stop: async () => {} },
		});
		await hall.open();
		await hall.turn(10);
		expect(await hall.tide.ask({ do: 'look' })).toMatchObject({ ok: true, planner: { state: 'stopped' } });
		await hall.take('A', 1);
		dead = false;
		expect(await hall.tide.ask({ do: 'plan-now' })).toMatchObject({ ok: true, kind: 'none' });
		expect(await hall.tide.ask({ do: 'look' })).toMatchObject({ ok: true, planner: { state: 'well' } });
	});

	test('in its own thread it answers in time, and the thread may be ended and begun anew', async () => {
		const planner = plannerInThread();
		const hall = await surge({ planner });
		expect(openOf(hall)).toMatchObject({ moves: [{ window: 'W04' }] });
		await planner.stop();
		await expect(hall.tide.ask({ do: 'plan-now' })).resolves.toMatchObject({ ok: false, code: 'planner-stopped' });
	});
});

const usualThreshold = 8;
