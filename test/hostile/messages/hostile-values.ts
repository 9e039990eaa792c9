/** Sound values spoiled in the ways in which people who mean harm spoil them. Every text that is put in bears `mark`, so that it is found again. */
import type { Random } from '../../../scripts/fuzz/random.ts';

/** Stands in each hostile text: where it turns up afterwards, something was repeated that must not be. */
export const mark = 'Zq7hostile';

const texts: readonly string[] = [
	`${mark}`,
	`${mark}<script>globalThis.__pwned=1</script>`,
	`"><img src=x onerror="globalThis.__pwned=1" alt="${mark}">`,
	`${mark}'; DROP TABLE event; --`,
	`${mark}\r\nSet-Cookie: a=b\r\n\r\n`,
	`${mark}\u0000\u0007\u001b@\u001b[2J`,
	`\${jndi:ldap://127.0.0.1/${mark}}{{7*7}}%s%n%x`,
	`../../../../etc/passwd\u0000${mark}`,
	`${mark}\ud800\udfff\ufffe`,
	`${mark}\u202e\u2066\u200b\ufeff`,
	`=cmd|' /C calc'!A0 ${mark}`,
	`__proto__${mark}`,
	`${mark} 11010519491231002X`,
];
const longTexts = [10_000, 100_000];

/** Own keys that mean something to careless code. `JSON.parse` alone makes an own `__proto__`. */
const keys = [
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'then',
	'toJSON',
	'length',
	'',
	mark,
	`${mark}.0.${mark}`,
];

const deep = (levels: number, open: string, close: string) => `${open.repeat(levels)}1${close.repeat(levels)}`;

/** JSON text of a value that no field expects; text and not a value, because some of them cannot be written by `JSON.stringify`. */
export function strangeJson(random: Random): string {
	const ways: (() => string)[] = [
		() => 'null',
		() => 'true',
		() => ['-1', '0', '1e308', '-0', '9007199254740993', '0.1', '1e-400', '4294967296'][random.below(8)]!,
		() => '""',
		() => '[]',
		() => '{}',
		() => JSON.stringify(texts[random.below(texts.length)]),
		() => JSON.stringify(mark + 'x'.repeat(longTexts[random.oneIn(20) ? 1 : 0]!)),
		() => `{${JSON.stringify(keys[random.below(keys.length)])}:${JSON.stringify(texts[random.below(texts.length)])}}`,
		() => '{"__proto__":{"ok":true,"roles":["manager"],"staff":"0301"}}',
		() => '{"constructor":{"prototype":{"ok":true}}}',
		() => deep(random.oneIn(10) ? 60_000 : 600, '[', ']'),
		() => deep(random.oneIn(10) ? 20_000 : 300, '{"a":', '}'),
		() => `[${Array.from({ length: random.oneIn(10) ? 20_000 : 600 }, () => 0).join()}]`,
		() => '{"_placeholder":true,"num":0}',
		() => '{"type":"Buffer","data":[1,2,3]}',
	];
	return ways[random.below(ways.length)]!();
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Place {
	holder: Record<string, Json> | Json[];
	key: string | number;
}

function placesIn(value: Json): Place[] {
	const found: Place[] = [];
	const look = (holder: Json) => {
		if (typeof holder !== 'object' || holder === null) return;
		const entries: [string | number, Json][] = Array.isArray(holder) ? [...holder.entries()] : Object.entries(holder);
		for (const [key, inner] of entries) {
			found.push({ holder: holder as Place['holder'], key });
			look(inner);
		}
	};
	look(value);
	return found;
}

const put = ({ holder, key }: Place, value: Json) => {
	(holder as Record<string | number, Json>)[key] = value;
};
const at = ({ holder, key }: Place): Json => (holder as Record<string | number, Json>)[key]!;

/** Holds the place of JSON that is put in as text. */
const hole = '\u0001hole\u0001';

/** JSON text of `sound`, spoiled in one to three places; now and then left as it is. */
export function spoiledJson(sound: unknown, random: Random): string {
	if (random.oneIn(12)) return strangeJson(random);
	const value = JSON.parse(JSON.stringify(sound ?? null)) as Json;
	const strange: string[] = [];
	for (let times = random.below(4); times > 0; times--) {
		const places = placesIn(value);
		if (places.length === 0) return strangeJson(random);
		const place = places[random.below(places.length)]!;
		const old = at(place);
		switch (random.below(7)) {
			case 0:
				if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1);
				else delete place.holder[place.key];
				break;
			case 1:
				if (Array.isArray(place.holder)) place.holder.push(old, old);
				else
					Object.defineProperty(place.holder, keys[random.below(keys.length)]!, {
						value: old,
						enumerable: true,
						configurable: true,
						writable: true,
					});
				break;
			case 2:
				if (typeof old === 'string') put(place, old + texts[random.below(texts.length)]!);
				else put(place, texts[random.below(texts.length)]!);
				break;
			case 3:
				if (typeof old === 'number') put(place, [-old, old + 0.5, old * 1e15, old + 1][random.below(4)]!);
				else if (typeof old === 'string') put(place, old.slice(0, random.below(old.length + 1)));
				else put(place, null);
				break;
			default:
				put(place, hole);
				strange.push(strangeJson(random));
		}
	}
	return JSON.stringify(value).replaceAll(JSON.stringify(hole), () => strange.pop() ?? 'null');
}

/** Bytes that are no UTF-8, or no JSON, or hardly anything. */
export function brokenBytes(json: string, random: Random): Buffer {
	const bytes = Buffer.from(json, 'utf8');
	switch (random.below(5)) {
		case 0:
			return Buffer.concat([bytes, Buffer.from([0xc3, 0x28, 0xff, 0xfe])]);
		case 1:
			return bytes.subarray(0, random.below(bytes.length + 1));
		case 2:
			return Buffer.from(random.bytes(1 + random.below(64)));
		case 3: {
			const spoilt = Buffer.from(bytes);
			for (let times = 1 + random.below(4); times > 0 && spoilt.length > 0; times--)
				spoilt[random.below(spoilt.length)]! ^= 1 << random.below(8);
			return spoilt;
		}
		default:
			return Buffer.concat([Buffer.from([0xed, 0xa0, 0x80]), bytes]);
	}
}
