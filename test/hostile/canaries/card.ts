/** The identity card of one of them. */
import { residentLayout, writeFields } from '../../../drivers/id-reader/layouts.ts';
import type { CanaryPerson } from './people.ts';

/** The picture in the chip is made of what is looked for, so that it is found wherever it is kept. */
export function cardOf({ name, idNumber, address }: CanaryPerson) {
	const photo = Buffer.alloc(1024);
	photo.set([0x57, 0x4c, 0x66, 0x00]);
	photo.write(`${name}${idNumber}${address}`.repeat(10), 4, 'utf8');
	const text = writeFields(residentLayout, {
		...{ name, sexCode: '2', nationCode: '01', birthDate: idNumber.slice(6, 14), address, idNumber },
		...{ authority: '样本市公安局', validFrom: '20200101', validTo: '20400101' },
	});
	return { text, photo: new Uint8Array(photo) };
}
