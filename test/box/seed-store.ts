/** What a real platform makes by chance for its new store, made once and always the same in the box. */
import { businessDay } from '../../domain/business-day.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { MemoryStore } from '../../platform/storage/memory.ts';

/** `disk`: how many the platform had before; each begins lines of commands of its own. */
export async function seedStore(
	store: MemoryStore,
	{ plan, id, now, books, disk }: { plan: HallPlan; id: string; now: number; books: boolean; disk: number },
): Promise<void> {
	const digit = id.slice(-1);
	const which = (0xb0 + disk).toString(16);
	const key = Buffer.alloc(32, digit).toString('base64url');
	await store.putRecord('platform-epoch', plan.code, `b0b0b0b0b0${which}b0b${digit}`);
	await store.putRecord('platform-epoch', `${plan.code}/recovery`, `b0b0b0b0b0${which}b1b${digit}`);
	if (books) {
		// The PKCS 8 form of the first Ed25519 key of RFC 8032 (section 7.1).
		const privateKey = 'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g';
		await store.putRecord('reservation-signing-key', plan.code, { privateKey });
		await store.putRecord('reservation-hall-key', plan.code, key);
	}
	for (let ahead = -1; ahead <= 2; ahead += 1)
		await store.putRecord('person-key', `${plan.code}/${businessDay(now + ahead * 86_400_000, plan.timezone)}`, key);
}
