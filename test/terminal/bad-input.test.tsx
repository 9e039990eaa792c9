// @vitest-environment jsdom
/**
 * The bad input that issue 5 names, item by item and by its name; what more there is of each stands in the tests of its own part (`form-check`,
 * `form-document-number`, `form-parts`, `form-desk`, `drivers/paper/slips` and `pictures`, `e2e/form`).
 */
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { planCase } from '../../domain/cases/plan-case.ts';
import { applicationRequest } from '../../domain/contracts/applications.ts';
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import { type Answer, normalise } from '../../domain/form/answers.ts';
import { checkField } from '../../domain/form/check-field.ts';
import { fitted, longestSide } from '../../renderer/terminal/form/picture.ts';
import { useCamera } from '../../renderer/terminal/form/use-camera.ts';
import { startOfJourney, step } from '../../renderer/terminal/journey.ts';
import { demoHall } from '../window/look/story.ts';

const book = demoHall().book as CatalogueBook;
const now = '2026-11-23T10:24';
/** What the form of the shipped catalogue says to this answer. */
function said(key: string, answer: Answer): string | null {
	const field = book.fields.find((each) => each.key === key);
	if (!field) throw new Error(key);
	return checkField(field, normalise(field, answer), {}, now)?.code ?? null;
}

test('an impossible date', () => {
	for (const day of ['2026-02-30', '2026-13-01', '2025-02-29', '0000-00-00', '昨天'])
		expect([day, said('birthDate', day)]).toEqual([day, 'date']);
	expect(said('birthDate', '2024-02-29')).toBe(null);
});

test('a wrong check digit', () => {
	expect(said('idNumber', '11010519491231002X')).toBe(null);
	for (const last of '0123456789') expect([last, said('idNumber', `11010519491231002${last}`)]).toEqual([last, 'id-check']);
});

test('a phone of letters', () => {
	for (const phone of ['abc', 'abcdefghijk', '138一二三45678', '1380013800O'])
		expect([phone, said('phone', phone)]).toEqual([phone, 'phone-character']);
});

test('an emoji in a name', () => {
	for (const name of ['小明😀', '👨‍👩‍👧', '🇨🇳', '1️⃣']) expect([name, said('name', name)]).toEqual([name, 'character']);
});

test('a rare character in a name works, and is kept as it is', () => {
	for (const name of ['𬭎𠅤', '㛃', '李㐂𠮷', '\ue863']) {
		expect([name, said('name', name)]).toEqual([name, null]);
		expect(normalise(book.fields.find(({ key }) => key === 'name')!, name)).toBe(name);
	}
});

test('an address of 40 characters can be written down whole', () => {
	const address = '样本省样本自治州样本自治县样本街道样本社区样本路一百二十三号样本小区四栋五单元六零七室';
	expect([...address].length).toBeGreaterThanOrEqual(40);
	expect(said('liveAddress', address)).toBe(null);
	expect(normalise(book.fields.find(({ key }) => key === 'liveAddress')!, address)).toBe(address);
});

test('a photograph of 30 MB: drawn no larger than a page needs, and as it is the machine does not take it', () => {
	expect(Math.max(...Object.values(fitted(12_000, 9_000)))).toBe(longestSide);
	const attach = (bytes: number) =>
		applicationRequest.safeParse({
			do: 'attach',
			grip: 'g'.repeat(22),
			material: 'M-1',
			mediaType: 'image/jpeg',
			data: new Uint8Array(bytes),
		}).success;
	expect(attach(30 * 1024 * 1024)).toBe(false);
	expect(attach(1_000)).toBe(true);
});

describe('a dead camera', () => {
	const label = 'Document camera';
	const track = { label, stop: vi.fn(), addEventListener: vi.fn() };
	const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
	const cameras = (devices: { label: string }[], getUserMedia: () => Promise<unknown>) =>
		vi.stubGlobal('navigator', {
			mediaDevices: { enumerateDevices: async () => devices.map((one) => ({ kind: 'videoinput', deviceId: 'c', ...one })), getUserMedia },
		});
	const play = vi.fn();
	const opened = () => {
		const video = { current: { play, srcObject: null } as never };
		return renderHook(() => useCamera(label, true, video, 0));
	};
	const later = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
	beforeEach(() => {
		vi.useFakeTimers();
		play.mockReset().mockResolvedValue(undefined);
	});
	afterEach(() => {
		vi.unstubAllGlobals();
		vi.useRealTimers();
	});

	test('that will not open, that shows no picture, that is unplugged, that freezes, that is another one: each is a state with words', async () => {
		cameras([{ label }], async () => Promise.reject(new Error('NotReadableError')));
		const broken = opened();
		await later(0);
		expect(broken.result.current).toBe('dead');
		cameras([{ label }], async () => stream);
		play.mockReturnValue(new Promise(() => {}));
		const silent = opened();
		await later(7_999);
		expect(silent.result.current).toBe('starting');
		await later(1);
		expect(silent.result.current).toBe('dead');
		play.mockResolvedValue(undefined);
		const unplugged = opened();
		await later(0);
		expect(unplugged.result.current).toBe('live');
		const ended = track.addEventListener.mock.calls.findLast(([name]) => name === 'ended')?.[1] as () => void;
		await act(async () => ended());
		expect(unplugged.result.current).toBe('dead');
		cameras([{ label }], async () => stream);
		const frozen = opened();
		await later(0);
		const heard = (name: string) => track.addEventListener.mock.calls.findLast(([event]) => event === name)?.[1] as () => void;
		await act(async () => heard('mute')());
		expect(frozen.result.current).toBe('starting');
		await act(async () => heard('unmute')());
		await later(8_000);
		expect(frozen.result.current).toBe('live');
		await act(async () => heard('mute')());
		await later(8_000);
		expect(frozen.result.current).toBe('dead');
		cameras([{ label: 'Somebody’s face camera' }], async () => stream);
		const other = opened();
		await later(0);
		expect(other.result.current).toBe('missing');
	});
});

const lin = { name: '林*', ref: 'person-of-lin', priority: null, expired: false, doubtful: false, tickets: ['A030'] };

test('a form left open by the previous citizen is wiped: after a minute without a touch, or when whoever lays a card says that it is somebody else’s', () => {
	const choice = { audience: 'personal' as const, items: ['GA-001'], theme: null, queue: 'A', suggestion: null };
	const filling = step(startOfJourney(0), { type: 'went', to: { at: 'form', choice, priority: false, field: 'name' } });
	const left = step(filling, { type: 'ticked', now: 60_000 });
	expect([left.screen.at, left.visitor]).toEqual(['welcome', filling.visitor + 1]);
	const another = step(filling, { type: 'home', now: 5_000 });
	expect([another.screen.at, another.holder, another.visitor]).toEqual(['welcome', null, filling.visitor + 1]);
});

test('the same person twice in one queue is told so first, and offered the old ticket', () => {
	const start = startOfJourney(0);
	const told = step(start, { type: 'card-read', now: 1, visitor: start.visitor, holder: lin });
	expect(told.screen.at).toBe('card-note');
	expect(told.holder?.tickets).toEqual(['A030']);
});

test('a theme whose item is withdrawn while it is being filled: the window names it and takes the others', () => {
	const later = { ...book, items: book.items.filter(({ code }) => code !== 'WJ-004') };
	const plan = planCase(later, { items: ['GA-001', 'WJ-004'], theme: 'GR-01' });
	expect(plan).toMatchObject({ items: ['GA-001'], withdrawn: ['WJ-004'] });
	expect(plan?.materials.flatMap(({ items }) => items)).not.toContain('WJ-004');
	expect(
		planCase({ ...later, items: later.items.filter(({ code }) => code !== 'GA-001') }, { items: ['GA-001', 'WJ-004'], theme: 'GR-01' }),
	).toBe(null);
});
