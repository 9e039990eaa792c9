/** The engine's part of signing in while cut off: when it fetches what is needed, whom it asks, and which proofs it carries on. */
import { expect, test } from 'vitest';
import type { OfflineDesk, OfflineSignInAnswer, VerifiersAnswer, VerifiersUp } from '../../domain/contracts/offline-sign-in.ts';
import type { SignInProof } from '../../domain/contracts/sign-in-proof.ts';
import { createOfflineSignIns, prepareEveryMs } from '../../renderer/engine/offline-sign-ins.ts';
import type { Link } from '../../renderer/engine/ports.ts';
import { createSignIns, signInDesk } from '../../renderer/engine/sign-ins.ts';
import { createTestTime, settle } from './test-time.ts';

const signed = { text: 'TS1:{}', keyId: 'k'.repeat(16), signature: `${'s'.repeat(85)}A` };
const proofOf = (session: string): SignInProof => ({ session, shift: signed });

function station(said: OfflineSignInAnswer = { ok: false, code: 'not-prepared' }) {
	const time = createTestTime();
	const at = {
		up: true,
		asked: [] as string[],
		kept: [] as SignInProof[],
		answers: [] as (VerifiersAnswer | null)[],
		prepared: 1,
		said,
		ended: [] as string[],
	};
	const desk: OfflineDesk = {
		ask: async (seat) => ({ station: seat, key: { keyId: '', publicKey: '' }, text: '', signature: '' }) as VerifiersUp,
		keep: async () => true,
		state: async () => ({ prepared: at.prepared, until: at.prepared ? 9 : null }),
		signIn: async () => at.said,
		keepProof: async (proof) => void at.kept.push(proof),
		proofs: async () => ({ proofs: [proofOf('before')], hallKeys: [] }),
	};
	const link = {
		offlineSignIns: async (up: VerifiersUp) => {
			at.asked.push(up.station);
			return at.answers.length > 0 ? at.answers.shift()! : { ok: true, sealed: '' };
		},
		signIn: async ({ staff }: { staff: string }) =>
			at.up ? { ok: true as const, session: `session-${staff}`, staff, name: 'Li', roles: [], expiresAt: 5_000, shift: signed } : null,
		touched() {},
		signOut: async (session: string) => void at.ended.push(session),
	} as unknown as Link;
	const seats = [
		{ station: 'T2', role: 'terminal' as const },
		{ station: 'W01', role: 'window' as const },
	];
	const offline = createOfflineSignIns({
		desk,
		seats,
		link,
		timers: time.timers,
		isUp: () => at.up,
		changed: () => {},
		note: () => {},
	});
	const signIns = createSignIns();
	const face = signInDesk(
		link,
		signIns,
		() => {},
		offline,
		() => 7_000,
	);
	return { at, time, offline, signIns, face };
}

test('what is needed is fetched for windows, at the welcome, every ten minutes while connected, and again soon where no answer came', async () => {
	const { at, time, offline } = station();
	await offline.start();
	at.answers = [null];
	offline.welcomed([]);
	await settle();
	expect(at.asked).toEqual(['W01']);
	await time.advance(15_000);
	expect(at.asked).toEqual(['W01', 'W01']);
	await time.advance(prepareEveryMs);
	expect(at.asked).toHaveLength(3);
	at.up = false;
	await time.advance(5 * prepareEveryMs);
	expect(at.asked).toHaveLength(3);
	expect(offline.states()).toEqual({ W01: { prepared: 1, until: 9 } });
});

test('connected, the platform looks at the PIN, its token is kept, and the end of the sign-in is kept with it', async () => {
	const { at, face, signIns } = station();
	expect(await face.signIn('W01', '0307', '2580')).toMatchObject({ ok: true, staff: '0307' });
	expect(face.signedIn('W01')).toEqual({ staff: '0307', name: 'Li', roles: [], until: 5_000, offline: false });
	await face.signOut('W01');
	expect(at.kept).toEqual([
		{ session: 'session-0307', shift: signed },
		{ session: 'session-0307', shift: signed, ended: 7_000 },
	]);
	expect(at.ended).toEqual(['session-0307']);
	expect(signIns.proofs([])).toEqual([]);
	expect(signIns.proofs([{ session: 'session-0307' }])).toMatchObject([{ ended: 7_000 }]);
});

test('cut off, the machine looks at the PIN; the sign-in is marked until a platform has looked at it, and gone where that does not believe it', async () => {
	const proof = proofOf('offline-session');
	const { at, face, signIns } = station({ ok: true, proof, staff: '0307', name: 'Li', roles: ['window'], until: 9_000 });
	at.up = false;
	expect(await face.signIn('W01', '0307', '2580')).toMatchObject({ ok: true, session: 'offline-session', expiresAt: 9_000 });
	expect(face.signedIn('W01')).toEqual({ staff: '0307', name: 'Li', roles: ['window'], until: 9_000, offline: true });
	expect(signIns.proofs([])).toEqual([proof]);
	expect(signIns.keepOnly(['offline-session'])).toBe(false);
	expect(face.signedIn('W01')).toMatchObject({ offline: false });
	expect(signIns.keepOnly([])).toBe(true);
	expect(face.signedIn('W01')).toBeNull();
});

test('the reason why nobody was signed in reaches the face; where nobody is prepared it is that the hall system is away', async () => {
	const { at, offline, face } = station();
	at.up = false;
	await offline.start();
	const say = async (said: OfflineSignInAnswer) => {
		at.said = said;
		return face.signIn('W01', '0307', '2580');
	};
	expect(await say({ ok: false, code: 'wrong-pin', left: 3 })).toEqual({ ok: false, code: 'wrong-pin', left: 3 });
	expect(await say({ ok: false, code: 'locked', seconds: 90 })).toEqual({ ok: false, code: 'locked', seconds: 90 });
	expect(await say({ ok: false, code: 'expired', until: 8 })).toEqual({ ok: false, code: 'offline-expired', until: 8 });
	expect(await say({ ok: false, code: 'not-prepared' })).toEqual({ ok: false, code: 'offline-not-prepared' });
	at.prepared = 0;
	await offline.start();
	expect(await say({ ok: false, code: 'not-prepared' })).toEqual({ ok: false, code: 'unreachable' });
	expect(await face.signIn('T2', '0307', '2580')).toEqual({ ok: false, code: 'unreachable' });
});
