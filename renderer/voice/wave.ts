/** A RIFF/WAVE file with 16-bit PCM, one channel, as espeak-ng writes it. */

export interface Sound {
	/** -1 … 1. */
	samples: Float32Array<ArrayBuffer>;
	/** Samples per second. */
	rate: number;
}

const bytesOfHead = 44;

/** `null` when it is not such a file. The length in the head is not believed: a pipe's writer could not know it. */
export function readWave(bytes: Uint8Array): Sound | null {
	if (bytes.length < bytesOfHead) return null;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const riff = view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57415645;
	if (!riff || view.getUint16(20, true) !== 1 || view.getUint16(22, true) !== 1 || view.getUint16(34, true) !== 16) return null;
	const rate = view.getUint32(24, true);
	if (rate < 8_000 || rate > 96_000) return null;
	const samples = new Float32Array(Math.floor((bytes.length - bytesOfHead) / 2));
	for (let index = 0; index < samples.length; index += 1) samples[index] = view.getInt16(bytesOfHead + index * 2, true) / 32_768;
	return { samples, rate };
}
