/**
 * The same deeds as at the screen, without the touches: said by the real page to the real machine over its bridge, and to the real engine over the port
 * that it has. Everything behind the page, from IPC to the platform's disk, is as it is for whoever touches the screen.
 */
import type { Page } from 'playwright-core';
import type { CanaryPerson } from './people.ts';

type Call = (name: string, parameters: unknown[]) => Promise<unknown>;
declare global {
	interface Window {
		canaryCall?: Call;
	}
}

/** Lets this page speak over the port that it has to its engine, beside what it says itself. */
export async function openPort(page: Page): Promise<void> {
	await page.evaluate(
		() =>
			new Promise<void>((ready) => {
				const own = MessagePort.prototype.postMessage;
				const waiting = new Map<number, (value: unknown) => void>();
				let port: MessagePort | null = null;
				let calls = 1_000_000;
				// The page says every three seconds that it is there: so its port is known, also the next one, which it asks for when its engine was silent.
				MessagePort.prototype.postMessage = function (this: MessagePort, ...message: Parameters<typeof own>) {
					own.apply(this, message);
					// React has ports of its own, over which it says nothing.
					if (this === port || typeof (message[0] as { type?: unknown } | null)?.type !== 'string') return;
					port = this;
					this.addEventListener('message', ({ data }: MessageEvent<{ type: string; call: number; value: unknown }>) => {
						if (data.type !== 'answer') return;
						waiting.get(data.call)?.(data.value);
						waiting.delete(data.call);
					});
					ready();
				} as typeof own;
				window.canaryCall = (name, parameters) =>
					new Promise((answer) => {
						const call = ++calls;
						waiting.set(call, answer);
						setTimeout(() => answer({ ok: false, code: 'no-answer' }), 30_000);
						if (port) own.call(port, { type: 'call', call, name, parameters });
					});
			}),
	);
}

export interface Spoken {
	/** What was done, each with its outcome. */
	did: string[];
	ticket: string | null;
	application: string | null;
}

/** One person at a terminal: a form with a picture and whose it is, handed in or left lying; a number, a booking, a search, own matters, an address. */
export function sayAtTerminal(page: Page, station: string, item: string, person: CanaryPerson, n: number): Promise<Spoken> {
	return page.evaluate(
		async ([seat, wanted, { name, idNumber, phone, address, words }, at]) => {
			const did: string[] = [];
			const call = window.canaryCall!;
			const ask = window.tidehall!.applications;
			const tell = (what: string, answer: unknown) => {
				const { ok, code, why, do: verb, refusal } = (answer ?? {}) as Record<string, string | boolean> & { refusal?: { code: string } };
				did.push(`${what}${ok === false || verb === 'refused' ? ` (${refusal?.code ?? code ?? why})` : ''}`);
				return answer;
			};
			const personRef = (await call('personRef', [idNumber])) as string | null;
			const begun = await ask({ do: 'begin', items: [wanted], document: idNumber });
			let application: string | null = null;
			if (begun.do !== 'opened') tell('form not begun', begun);
			else {
				const { grip } = begun;
				const fields = { name, idNumber, phone, hukouAddress: address, reason: words, agentName: `${name}之友`, agentIdNumber: idNumber };
				tell('form filled in', await ask({ do: 'save', grip, form: { fields, materials: { 'M-HUKOU': 'attached' } } }));
				const data = new Uint8Array([
					...[0xff, 0xd8, 0xff, 0xe0],
					...new TextEncoder().encode(`${name}${idNumber}${address}`.repeat(20)),
					...[0xff, 0xd9],
				]);
				tell('picture', await ask({ do: 'attach', grip, material: 'M-HUKOU', mediaType: 'image/jpeg', data }));
				if (at % 10 !== 9) {
					const today = new Date().toLocaleDateString('sv', { timeZone: (await window.tidehall!.config()).plan.timezone });
					tell('form handed in', await ask({ do: 'hand-in', grip, day: today }));
					application = begun.summary.ref;
				} else tell('draft', begun);
				await ask({ do: 'close', grip });
			}
			let ticket: string | null = null;
			if (at % 2 === 0) {
				const visit = {
					...{ queue: 'H', items: [wanted], channel: 'card' },
					...(personRef ? { personRef } : {}),
					...(application ? { application } : {}),
				};
				const slip = { hallName: '厅', queueName: '队', itemNames: ['事'], area: '区' };
				const taken = tell('ticket', await call('takeTicket', [seat, visit, slip])) as { ok: boolean; taken?: { number: string } };
				ticket = taken.taken?.number ?? null;
			}
			if (at % 5 === 0) {
				const slots = (await call('booking', [seat, { do: 'slots', queue: 'A' }])) as { slots?: { left: number; slot: number }[] };
				const slot = slots.slots?.find(({ left }) => left > 0)?.slot;
				if (slot !== undefined)
					tell(
						'booking',
						await call('booking', [seat, { do: 'book', key: `canary-${at}-000`, queue: 'A', slot, items: [], document: idNumber }]),
					);
				tell('own bookings', await call('booking', [seat, { do: 'mine', document: idNumber }]));
			}
			if (at % 4 === 0) {
				// What was handed in is there once the machine has sent it.
				type Mine = { found?: { kind: string; number: string }[] };
				let mine = (await call('progress', [seat, { do: 'mine', document: idNumber }])) as Mine;
				const handedIn = () => mine.found?.find(({ kind }) => kind === 'application');
				for (let tries = 0; application !== null && !handedIn() && tries < 20; tries++) {
					await new Promise((go) => setTimeout(go, 1_000));
					mine = (await call('progress', [seat, { do: 'mine', document: idNumber }])) as Mine;
				}
				tell(`own matters${handedIn() ? '' : ', none handed in'}`, mine);
				tell('own words', await call('suggest', [seat, { text: `${words} ${phone}`, audience: 'personal' }]));
				const number = handedIn()?.number ?? 'SQ-2222-2222-22';
				tell('courier', await call('progress', [seat, { do: 'deliver', document: idNumber, number, way: 'courier', address }]));
			}
			// What belongs nowhere: words for fields, channels and logs that know none.
			if (at % 3 === 0) {
				await window.tidehall!.note({ code: idNumber as never }).then(
					() => tell('a note that is none', {}),
					() => tell('a note that is none', { ok: false, code: 'refused' }),
				);
				// The engine answers no call that is none.
				void call('takeTicket', [seat, { queue: name, items: [idNumber], channel: phone }, {}]);
				void call('booking', [seat, { do: address, document: [name] }]);
				tell('words that are no calls', {});
				await window.tidehall!.openService(phone).catch(() => {});
				console.warn(name, idNumber);
			}
			return { did, ticket, application };
		},
		[station, item, person, n] as const,
	);
}

/** A clerk serves the number, looks into the papers and lays a number bare. */
export function sayAtWindow(page: Page, window: string, { idNumber }: CanaryPerson, { ticket, application }: Spoken): Promise<string[]> {
	return page.evaluate(
		async ([seat, number, ref, document]) => {
			const did: string[] = [];
			const call = globalThis.window.canaryCall!;
			const tell = (what: string, answer: unknown) => {
				const { ok, code, why, refusal } = (answer ?? {}) as Record<string, string | boolean> & { refusal?: { code: string } };
				did.push(`${what}${ok === false ? ` (${refusal?.code ?? code ?? why})` : ''}`);
			};
			tell('called', await call('ask', [seat, 'call-ticket', { window: seat, ticket: number, reason: '持号到窗口' }]));
			tell('begun', await call('report', [seat, 'start-service', { window: seat, ticket: number }]));
			const steps = [{ do: 'begin', origin: 'application', items: [], materials: [] }];
			tell('case', await call('report', [seat, 'report-case', { case: ref, steps, window: seat, ticket: number }]));
			for (const request of [
				{ do: 'papers', ref, reason: 'in-hand' },
				{ do: 'reveal', ref, field: 'idNumber', reason: 'in-hand' },
				{ do: 'find', document },
			])
				tell(`looked: ${request.do}`, await call('caseDesk', [seat, request]));
			tell('served', await call('report', [seat, 'finish-service', { window: seat, ticket: number }]));
			return did;
		},
		[window, ticket, application, idNumber] as const,
	);
}
