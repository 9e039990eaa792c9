import { idReader } from './drivers/id-reader.ts';
import { led } from './drivers/led.ts';
import { pads } from './drivers/pads.ts';
import { printer } from './drivers/printer.ts';
import { voice } from './drivers/voice.ts';
import type { Subject } from './subject.ts';

/** Everything that listens to a device. A new driver adds its parsers, and itself with its simulator, in a file of its own and here. */
export const subjects: readonly Subject[] = [...idReader, ...printer, ...led, ...pads, ...voice];
