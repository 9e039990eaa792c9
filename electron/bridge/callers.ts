/** Which face may make which call. What is not listed is refused. */
import type { BridgeCall, FaceInfo } from '../../domain/contracts/bridge.ts';

type Face = FaceInfo['face'];
const everyone: readonly Face[] = ['terminal', 'window', 'board', 'manager', 'bench', 'engine', 'technician'];
const engine: readonly Face[] = ['engine'];

export const callers: Readonly<Record<BridgeCall, readonly Face[]>> = {
	info: everyone,
	config: everyone,
	'journal-load': engine,
	'journal-append': engine,
	print: engine,
	show: engine,
	health: everyone,
	disk: everyone,
	bench: ['bench'],
	help: ['terminal', 'window'],
	note: everyone,
	say: ['board'],
	rate: engine,
	'cancel-rating': engine,
	trigger: ['terminal', 'window'],
	'open-service': ['terminal', 'window', 'board', 'manager'],
	service: ['technician', 'engine'],
	'public-key': engine,
	sign: engine,
	offline: engine,
	'close-service': ['technician'],
	'keep-file': ['manager'],
	'own-platform': ['manager', 'window'],
	'take-over': ['manager', 'window'],
};
