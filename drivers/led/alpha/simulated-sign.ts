import type { SimulatedDisplay, SimulatedMood } from '../simulated-display.ts';
import { checksum } from './frames.ts';
import { type AlphaPacket, createAlphaStream } from './packets.ts';

/** More than this between two bytes ends a frame. */
const longestGapMs = 1000;
/** Deaf for so long after its memory was written. */
const settingUpMs = 2000;
const priorityLabel = '0';
const priorityBytes = 125;

type File = { kind: 'TEXT' | 'STRING'; size: number; content: string };

/** A sign of the Alpha family that takes real frames and holds files; set up with TEXT A and STRING 1 of 32 bytes, as an installer leaves it. */
export function createSimulatedSign(address: number, mood: SimulatedMood, now: () => number): SimulatedDisplay {
	const stream = createAlphaStream(false);
	const own = address.toString(16).toUpperCase().padStart(2, '0');
	let files = setUpFiles();
	let priority = '';
	let acknowledges = false;
	let lastByteAt = 0;
	let deafUntil = 0;

	const meant = (packet: AlphaPacket) =>
		packet.address === '00' || [...packet.address].every((digit, at) => digit === '?' || digit === own[at]);

	const write = (kind: File['kind'], data: string): boolean => {
		const label = data[0] ?? '';
		const content = data.slice(1);
		if (kind === 'TEXT' && label === priorityLabel) {
			priority = content.length > priorityBytes ? '' : content;
			return true;
		}
		const file = files.get(label);
		if (file?.kind !== kind) return false;
		file.content = content.length > file.size ? '' : content;
		return true;
	};
	const special = (data: string): boolean => {
		if (data.startsWith('$')) {
			files = memoryFiles(data.slice(1));
			deafUntil = now() + settingUpMs;
			return true;
		}
		if (data === 's1' || data === 's0') acknowledges = data === 's1';
		return [' ', "'", '&', ';', ',', '!', '(', '4', '.', 's', '/'].includes(data[0] ?? '');
	};
	/** Whether it was obeyed; for reads the answer's content. */
	const obey = (packet: AlphaPacket): boolean | string => {
		const data = String.fromCharCode(...packet.data);
		const contentOf = (kind: File['kind']) => {
			const file = files.get(data[0] ?? '');
			return file?.kind === kind && !mood.has('memory-missing') ? file.content : '';
		};
		switch (packet.command) {
			case 'A':
				return write('TEXT', data);
			case 'G':
				return !mood.has('memory-missing') && write('STRING', data);
			case 'E':
				return special(data);
			case 'B':
				return `A${data[0] ?? ''}${contentOf('TEXT')}`;
			case 'H':
				return `G${data[0] ?? ''}${contentOf('STRING')}`;
			case 'F':
				return data[0] === '*' ? 'F*@' : false;
			default:
				return false;
		}
	};

	const sign: SimulatedDisplay = {
		on: true,
		hear(bytes) {
			if (now() - lastByteAt > longestGapMs) stream.reset();
			lastByteAt = now();
			const answers: Uint8Array[] = [];
			for (const event of stream.feed(bytes)) {
				if (now() < deafUntil) continue;
				const damaged = event.type === 'bad-checksum' || (event.type === 'packet' && mood.has('hears-damaged'));
				if (damaged && acknowledges) answers.push(new Uint8Array([0x15, 0x50]));
				if (damaged || event.type !== 'packet' || !meant(event.packet)) continue;
				const broadcast = event.packet.address === '00';
				const done = mood.has('nak') ? false : obey(event.packet);
				if (broadcast) continue;
				if (typeof done === 'string') answers.push(replyFrame(mood.has('other-screen') ? `X${done.slice(1)}` : done));
				else if (acknowledges) answers.push(done ? new Uint8Array([0x06, 0x40]) : new Uint8Array([0x15, 0x60]));
			}
			return answers;
		},
		shown() {
			const strings = (label: string) => (mood.has('memory-missing') ? '' : (files.get(label)?.content ?? ''));
			const source = priority !== '' ? priority : (files.get('A')?.content ?? '');
			const { text, mode } = rendered(source, strings);
			return text === '' ? [] : [{ zone: 0, text, moves: mode !== null && 'aefghmt'.includes(mode) }];
		},
		forget() {
			files = new Map();
			priority = '';
			acknowledges = false;
			stream.reset();
		},
	};
	return sign;
}

function setUpFiles(): Map<string, File> {
	return new Map([
		['A', { kind: 'TEXT', size: 256, content: '' }],
		['1', { kind: 'STRING', size: 32, content: '' }],
	]);
}

/** Entries of 11 characters; a STRING entry that is not locked is refused by real signs, and is left out here. */
function memoryFiles(entries: string): Map<string, File> {
	const files = new Map<string, File>();
	for (let at = 0; at + 11 <= entries.length; at += 11) {
		const [label, kind, lock] = [entries[at]!, entries[at + 1]!, entries[at + 2]!];
		const size = Number.parseInt(entries.slice(at + 3, at + 7), 16);
		if (kind === 'A') files.set(label, { kind: 'TEXT', size, content: '' });
		if (kind === 'B' && lock === 'L') files.set(label, { kind: 'STRING', size, content: '' });
	}
	return files;
}

/** What a reader of the sign sees: places, modes, colours and speeds taken out, STRING files put in. */
function rendered(content: string, strings: (label: string) => string): { text: string; mode: string | null } {
	let mode: string | null = null;
	let text = '';
	for (let at = 0; at < content.length; at++) {
		const code = content.charCodeAt(at);
		if (code === 0x1b) {
			mode = content[at + 2] ?? null;
			at += 2;
		} else if (code === 0x1c) at++;
		else if (code === 0x10) text += strings(content[++at] ?? '');
		else if (code === 0x0d) text += '\n';
		else if (code >= 0x20) text += content[at];
	}
	return { text, mode };
}

function replyFrame(content: string): Uint8Array {
	const packet = [0x02, ...[...content].map((mark) => mark.charCodeAt(0)), 0x03];
	const ascii = (text: string) => [...text].map((mark) => mark.charCodeAt(0));
	return new Uint8Array([...new Array<number>(20).fill(0), 0x01, ...ascii('000'), ...packet, ...ascii(checksum(packet)), 0x04]);
}
