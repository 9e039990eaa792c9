import type { Slip } from './broken-hall.ts';

const hall = 'hall.yaml';

/** Slips of a person editing `hall.yaml`. Slips of one group are made together: every one must be told in one start. */
export const hallSlips: Record<string, Slip[]> = {
	'values of the hall file': [
		{
			title: 'text for a number',
			file: hall,
			find: 'meanMinutes: 13',
			put: 'meanMinutes: thirteen',
			words: /queues, entry A: meanMinutes is “thirteen”, but it must be a number/,
		},
		{
			title: 'unknown kind of window',
			file: hall,
			find: 'kind: delivery',
			put: 'kind: deliver',
			at: 'id: W22',
			words: /entry W22: kind is “deliver”, but it must be one of .*“delivery”/,
		},
		{
			title: 'unknown time zone',
			file: hall,
			find: 'Asia/Shanghai',
			put: 'Asia/Shanghia',
			words: /hall\.timezone must be a time zone such as Asia\/Shanghai.*Shanghia/,
		},
		{
			title: 'key written wrongly',
			file: hall,
			find: '{ id: W02, name',
			put: '{ id: W02, lunchduty: true, name',
			words: /entry W02: lunchduty is not a known key here/,
		},
		{
			title: 'limit of zero',
			file: hall,
			find: 'maxActiveTicketsPerPerson: 2',
			put: 'maxActiveTicketsPerPerson: 0',
			words: /maxActiveTicketsPerPerson is “0”, but it must be at least 1/,
		},
		{
			title: 'missing zone',
			file: hall,
			find: 'zone: Z5, kind: specialised, queues: [ G ]',
			put: 'kind: specialised, queues: [ G ]',
			words: /entry W17: zone is missing\. Add it/,
		},
		{
			title: 'five digits',
			file: hall,
			find: '"X{seq:3}"',
			put: '"X{seq:5}"',
			words: /entry X: numberFormat is “X\{seq:5\}”, but it must be .*3 or 4 digits/,
		},
		{
			title: 'time without leading zero',
			file: hall,
			find: '{ from: "09:00", to: "12:00" }, {',
			put: '{ from: "9:00", to: "12:00" }, {',
			words: /is “9:00”, but it must be a time in quotes/,
		},
	],
	'references of the hall file': [
		{
			title: 'unknown zone',
			file: hall,
			find: 'Traffic }, zone: Z6',
			put: 'Traffic }, zone: Z9',
			words: /window W20: zone names the unknown zone “Z9”/,
		},
		{
			title: 'unknown window',
			file: hall,
			find: 'windows: [ W13 ]',
			put: 'windows: [ W13, W99 ]',
			words: /queue S: windows names the unknown window “W99”/,
		},
		{
			title: 'unknown queue',
			file: hall,
			find: 'queues: [ G ]',
			put: 'queues: [ G, Q ]',
			words: /window W17: queues names the unknown queue “Q”/,
		},
		{ title: 'prefix twice', file: hall, find: 'prefix: X', put: 'prefix: D', words: /queue “D” is declared twice, first in line \d+/ },
		{
			title: 'unknown item',
			file: hall,
			find: 'GD-001, GD-002, GS-001',
			put: 'GD-001, GD-009, GS-001',
			words: /queue P: items names the unknown item “GD-009”/,
		},
		{
			title: 'item nobody serves',
			file: hall,
			find: 'GD-001, GD-009',
			put: 'GD-001, GD-009',
			at: 'queues:\n  - prefix: A',
			words: /item GD-002 .* no queue lists it/,
		},
		{
			title: 'unknown theme',
			file: hall,
			find: 'themes: [ QY-11 ]',
			put: 'themes: [ QY-99 ]',
			words: /queue P: themes names the unknown theme “QY-99”/,
		},
		{ title: 'queue without window', file: hall, find: 'windows: [ W22 ]', put: 'windows: []', words: /queue J: has no window/ },
		{
			title: 'item no window is able to do',
			file: hall,
			find: '[ CRJ-001, CRJ-002, GA-003 ]',
			put: '[ CRJ-001, GA-003 ]',
			at: 'items: [ CRJ-001',
			words: /item CRJ-002 .*: no window of queue H is able to do it/,
		},
		{
			title: 'rule to an unknown queue',
			file: hall,
			find: 'to: K, fallback: r4',
			put: 'to: L, fallback: r9',
			words: /routing rule r3: to names the unknown queue “L”/,
		},
		{
			title: 'rule with an unknown fallback',
			file: hall,
			find: 'to: L, fallback: r9',
			put: 'to: L, fallback: r9',
			words: /routing rule r3: fallback names the unknown routing rule “r9”/,
		},
		{
			title: 'unknown condition',
			file: hall,
			find: 'when: single-item, to',
			put: 'when: single-thing, to',
			words: /routing rule r5: when is “single-thing”, which is not a known condition/,
		},
		{
			title: 'priority group twice',
			file: hall,
			find: 'code: PREGNANT',
			put: 'code: INFANT',
			words: /priority group “INFANT” is declared twice/,
		},
		{
			title: 'tide to and fro',
			file: hall,
			find: 'whenAvgWaitMinutesOver: 20, returnWhenUnder: 8',
			put: 'whenAvgWaitMinutesOver: 20, returnWhenUnder: 30',
			words: /window W04: tidal returns under 30 minutes but joins over 20/,
		},
		{
			title: 'hours backwards',
			file: hall,
			find: '{ from: "13:30", to: "17:30" } ] }',
			put: '{ from: "13:30", to: "12:30" } ] }',
			words: /a period from 13:30 to 12:30 does not end after it starts/,
		},
		{
			title: 'queue and window disagree',
			file: hall,
			find: 'Personal 2 }, zone: Z2, kind: comprehensive, queues: [ A ]',
			put: 'Personal 2 }, zone: Z2, kind: comprehensive, queues: [ B ]',
			words: /window W02: serves queue B, but queue B does not list W02/,
		},
	],
	platforms: [
		{
			title: 'two platforms with one id, at one address, on a terminal, and one that nobody knows',
			file: 'hall.yaml',
			find: `  - { id: P1, url: "http://127.0.0.1:4180" }
  - { id: P2, url: "http://127.0.0.1:4181", station: M1 }
`,
			put: `  - { id: P1, url: "http://10.0.0.2:7300" }
  - { id: P1, url: "http://10.0.0.3:7300" }
  - { id: P2, url: "http://10.0.0.2:7300", station: T1 }
  - { id: P3, url: "http://10.0.0.4:7300", station: M77 }
`,
			at: 'id: P1, url: "http://10.0.0.3',
			words: /platform “P1” is declared twice/,
		},
		{
			title: 'the same address',
			file: 'hall.yaml',
			find: 'walkIn: {',
			put: 'walkIn: {',
			at: 'id: P2, url',
			words: /platform P2: .* is the address of platform P1 too/,
		},
		{
			title: 'a terminal cannot decide',
			file: 'hall.yaml',
			find: 'walkIn: {',
			put: 'walkIn: {',
			at: 'id: P2, url',
			words: /platform P2: station T1 is a terminal; only a manager's or a window's PC/,
		},
		{
			title: 'a station nobody knows',
			file: 'hall.yaml',
			find: 'walkIn: {',
			put: 'walkIn: {',
			at: 'station: M77',
			words: /platform P3: station names the unknown station “M77”/,
		},
	],
	'a tide that cannot be kept': [
		{
			title: 'a clerk could not decline what is made before it',
			file: hall,
			find: 'declineSeconds: 60',
			put: 'declineSeconds: 10',
			words: /a clerk could decline for 10 seconds only, though the change is made after 30/,
		},
		{
			title: 'a lane slower than its own promise',
			file: hall,
			find: 'express: { targetMinutes: 3 }',
			put: 'express: { targetMinutes: 25 }',
			words: /queue K: the lane's target of 25 minutes is longer than maxWaitMinutes, 20/,
		},
		{
			title: 'an automatic mode for a queue nobody knows, at no time',
			file: hall,
			find: '  everyMinutes: 5',
			put: '  everyMinutes: 5\n  automatic: { from: "17:00", to: "09:00", queues: [Y], mostMovesADay: 4, minGain: 20, minSure: 0.9 }',
			at: 'automatic: {',
			words: /automatic ends at 09:00, before it begins at 17:00/,
		},
	],
};
