import type { ParserSubject } from '../../../scripts/fuzz/subject.ts';

const readBytes = 4096;
const leastMs = 250;

export interface Throughput {
	driver: string;
	parser: string;
	megabytes_per_s: number;
	frames_per_s: number;
	/** Copying the same reads byte by byte, in the same run: what no parser in this language can beat. */
	raw_copy_megabytes_per_s: number;
	/** Bytes a second of the fastest line of the hall, 115 200 bits a second: so many times as many are parsed. */
	times_fastest_line: number;
}

/** Sound frames in reads of 4096 bytes, as long as it takes for a figure. */
export function throughputOf(subject: ParserSubject): Throughput {
	const stream = streamOf(subject);
	const chunks: Uint8Array[] = [];
	for (let at = 0; at < stream.bytes.length; at += readBytes) chunks.push(stream.bytes.subarray(at, at + readBytes));
	const parser = subject.make();
	const parsed = bytesPerSecond(chunks, (chunk) => void parser.feed(chunk));
	const target = new Uint8Array(readBytes);
	const copied = bytesPerSecond(chunks, (chunk) => {
		for (let at = 0; at < chunk.length; at++) target[at] = chunk[at]!;
	});
	const round = (value: number) => Math.round(value * 100) / 100;
	return {
		driver: subject.driver,
		parser: subject.name,
		megabytes_per_s: round(parsed / 1e6),
		frames_per_s: Math.round((parsed / stream.bytes.length) * stream.frames),
		raw_copy_megabytes_per_s: round(copied / 1e6),
		times_fastest_line: Math.round(parsed / 11_520),
	};
}

function streamOf({ sound }: ParserSubject): { bytes: Uint8Array; frames: number } {
	const parts: Uint8Array[] = [];
	let length = 0;
	while (length < 256 * 1024) {
		for (const { bytes } of sound) {
			parts.push(bytes);
			length += bytes.length;
		}
	}
	return { bytes: new Uint8Array(Buffer.concat(parts)), frames: parts.length };
}

function bytesPerSecond(chunks: readonly Uint8Array[], run: (chunk: Uint8Array) => void): number {
	for (const chunk of chunks) run(chunk);
	let bytes = 0;
	const began = performance.now();
	let took = 0;
	while (took < leastMs) {
		for (const chunk of chunks) {
			run(chunk);
			bytes += chunk.length;
		}
		took = performance.now() - began;
	}
	return (bytes / took) * 1000;
}
