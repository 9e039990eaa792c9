import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tokens } from '../../renderer/design/tokens.ts';
import { phoneSheet } from '../../renderer/phone/phone-tokens.ts';

test('the phone’s style sheet holds values and no custom property, also in high contrast', () => {
	const sheet = phoneSheet(readFileSync('renderer/phone/phone.css', 'utf8'));
	expect(sheet).not.toContain('var(--');
	const [light = '', contrast = ''] = sheet.split('@media (prefers-contrast: more)');
	expect(light).toContain(tokens.color.light.tide);
	expect(contrast).toContain(tokens.color.contrast.tide);
	expect(light.split('{').length).toBe(light.split('}').length);
	expect(sheet.split('{').length).toBe(sheet.split('}').length);
	expect(() => phoneSheet('a { color: var(--no-such) }')).toThrow('no token');
});

test('the script is of the language that phones of ten years ago speak', () => {
	const script = readFileSync('renderer/phone/phone.js', 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'/gm, '');
	expect(script).not.toMatch(/=>|\b(let|const|class|async|await|fetch|Promise)\b|`|\?\.|\.\.\./);
});
