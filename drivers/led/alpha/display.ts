import { createLink } from '../../transport/link.ts';
import type { Display, DisplayOptions, ShowProof, Wanted } from '../display.ts';
import { asciiText } from '../text.ts';
import { type AlphaTarget, textShowsString, writeString } from './frames.ts';

const renewMs = 60_000;

/** A small sign for numbers, written to without an answer: its health says only that the bytes went out. */
export function createAlphaDisplay(options: DisplayOptions): Display {
	const target: AlphaTarget = { type: 'Z', address: (options.address & 0xff).toString(16).toUpperCase().padStart(2, '0') };
	let wanted: Wanted | null = null;
	let stopped = false;
	let prepared = false;
	let cancelRenew: () => void = () => {};

	const link = createLink(options.open, options.timers, {
		opened: () => {
			prepared = false;
			void renew();
		},
		bytes: () => {},
		down: (code) => {
			cancelRenew();
			options.health({ state: 'disconnected', code });
		},
	});

	async function show(text: string): Promise<ShowProof> {
		const { replaced } = asciiText(text);
		if (replaced > 0) options.log?.(`${replaced} characters cannot be shown by this sign and are spaces`);
		// The TEXT file is written once per connection: each write of it blanks the sign for a moment.
		prepared = prepared || (await link.write(textShowsString(target)));
		const written = prepared && (await link.write(writeString(target, '1', text)));
		if (written) options.health({ state: 'ready', code: 'one-way' });
		const proof: ShowProof = written ? { ok: true, proof: 'written' } : { ok: false, code: 'port-lost' };
		options.shown?.(proof);
		return proof;
	}

	async function renew(): Promise<void> {
		cancelRenew();
		if (stopped || !link.up) return;
		if (wanted) await show(wanted.text);
		if (!stopped && link.up) cancelRenew = options.timers.after(renewMs, () => void renew());
	}

	return {
		start: () => link.start(),
		want(next) {
			wanted = next;
			return link.up ? show(next.text) : Promise.resolve({ ok: false, code: 'port-lost' });
		},
		async power() {
			return { ok: false, code: 'not-supported' };
		},
		clear() {
			wanted = { text: '', style: 'steady' };
			return show('');
		},
		async stop() {
			stopped = true;
			cancelRenew();
			await link.stop();
		},
	};
}
