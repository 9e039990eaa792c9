import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type ReadCard, toIdCard } from '../../drivers/id-reader/card.ts';
import { createReader } from '../../drivers/id-reader/reader.ts';
import { type ConnectionOptions, opening, transportOf, wholeNumber, withConnection } from './connection.ts';
import { clock } from './one-device.ts';
import { failure, lines, type Outcome, tell } from './outcome.ts';

interface Options extends ConnectionOptions {
	timeout: number;
	newAddress: boolean;
	photo?: string;
	json: boolean;
}

/** The first card that is put down. It is printed to the person who asked for it, and to nothing else. */
function readCard(options: Options): Promise<Outcome<ReadCard>> {
	const transport = transportOf(options, 115_200);
	if (!transport.ok) return Promise.resolve(transport);
	return new Promise((resolve) => {
		let lastCode = 'no-card';
		const finish = (outcome: Outcome<ReadCard>) => {
			clearTimeout(limit);
			void reader.stop().then(() => resolve(outcome));
		};
		const limit = setTimeout(() => finish(failure(lastCode)), options.timeout);
		const reader = createReader({
			...clock,
			...opening(transport.value),
			pollMs: 200,
			sameCardMs: 3000,
			readNewAddress: options.newAddress,
			photo: options.photo !== undefined,
			tell(event) {
				if (event.type === 'card-read') finish({ ok: true, value: event.card });
				else if (event.type === 'card-failed') finish(failure(event.code));
			},
			health(health) {
				// Still connecting when the time is over: nobody has answered.
				lastCode = health.state === 'ready' ? 'no-card' : health.state === 'connecting' ? 'no-answer' : health.code;
				if (health.state === 'disconnected' || health.code === 'protocol-error' || health.code === 'not-authorised')
					finish(failure(health.code));
			},
		});
		reader.start();
	});
}

/** The photo goes into a file of its own, as it came from the card; everything else is the answer. */
function withoutPhoto(card: ReadCard, file: string | undefined): Outcome<ReadCard> {
	const { photo, ...rest } = card;
	if (file === undefined || photo === undefined) return { ok: true, value: rest };
	try {
		writeFileSync(file, photo, { mode: 0o600 });
	} catch {
		return failure('cannot-write', 'photo: the file cannot be written. Give a place that can be written to.');
	}
	return { ok: true, value: rest };
}

export function addReadCard(program: Command): void {
	withConnection(program.command('read-card').description('read one ID card and print it'))
		.option('--timeout <ms>', 'how long to wait for a card', wholeNumber(100, 600_000), 15_000)
		.option('--new-address', 'ask the card for a newer address too', false)
		.option('--photo <file>', 'write the photo there, undecoded')
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => {
			const read = await readCard(options);
			const outcome = read.ok ? withoutPhoto(read.value, options.photo) : read;
			tell(outcome, options.json, (card) => `${toIdCard(card).name} ${card.idNumber ?? ''}\n${lines(card)}`);
		});
}
