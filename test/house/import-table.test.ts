import { describe, expect, it } from 'vitest';
import { breachesOf, checkTree } from '../../scripts/check-imports.ts';
import { circlesOf } from '../../scripts/import-circles.ts';

describe('the import table', () => {
	it('finds a domain file that reaches for the platform and says what is allowed', () => {
		const [breach] = breachesOf('domain/decide.ts', "import { x } from '../platform/storage/memory.ts';\n");
		expect(breach?.what).toBe('domain may not import platform/storage/memory.ts. It may import: nothing of the other parts.');
	});
	it('finds a package in domain other than the validation library', () => {
		expect(breachesOf('domain/a.ts', "import dayjs from 'dayjs';")).toHaveLength(1);
		expect(breachesOf('domain/a.ts', "import { z } from 'zod';")).toEqual([]);
	});
	it('finds Node in the renderer and drivers outside the device desk', () => {
		expect(breachesOf('renderer/a.ts', "import fs from 'node:fs';")).toHaveLength(1);
		expect(breachesOf('electron/journal/a.ts', "import { d } from '../../drivers/desk/desk.ts';")).toHaveLength(1);
		expect(breachesOf('electron/desk/a.ts', "import { d } from '../../drivers/desk/desk.ts';")).toEqual([]);
	});
	it('lets the renderer take types of config, not its code', () => {
		expect(breachesOf('renderer/a.ts', "import type { A } from '../config/load-hall.ts';")).toEqual([]);
		expect(breachesOf('renderer/a.ts', "import { a } from '../config/load-hall.ts';")).toHaveLength(1);
	});
	it('finds a key library used past its door, also when loaded late', () => {
		expect(breachesOf('renderer/window/a.ts', "import { io } from 'socket.io-client';")).toHaveLength(1);
		expect(breachesOf('platform/a.ts', "const s = await import('node:sqlite');")).toHaveLength(1);
	});
	it('reads imports that run over several lines', () => {
		expect(breachesOf('domain/a.ts', "import {\n\ta,\n\tb,\n} from '../drivers/x.ts';")[0]?.line).toBe(4);
	});
	it('finds files that import each other in a circle, over any number of steps, and none where only one way leads', () => {
		const imports = { a: ['b'], b: ['c'], c: ['b', 'd'], d: [], e: ['a', 'd'], f: ['g'], g: ['h'], h: ['f'] };
		expect(circlesOf(new Map(Object.entries(imports))).sort()).toEqual([
			['b', 'c'],
			['f', 'g', 'h'],
		]);
		expect(circlesOf(new Map([['alone', ['alone']]]))).toEqual([['alone']]);
	});
	it('holds for the tree as it is', () => {
		expect(checkTree()).toEqual([]);
	});
});
