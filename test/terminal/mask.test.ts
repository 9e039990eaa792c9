import { expect, test } from 'vitest';
import { maskName } from '../../renderer/terminal/mask.ts';

test.each([
	['林小雨', '林*'],
	['张三', '张*'],
	['欧阳明', '欧阳*'],
	['司马相如', '司马*'],
	// Two characters alone: the second is the given name, even where the pair is also a compound family name.
	['欧阳', '欧*'],
	['阿依古丽·买买提', '阿*'],
	['迪丽热巴•迪力木拉提', '迪*'],
	['欧阳·明', '欧*'],
	['李', '*'],
	['', '*'],
	['   ', '*'],
	['𠮷田一郎', '𠮷*'],
	['MARY ANN LEE', 'M*'],
	['  王芳  ', '王*'],
])('P1 the name %j stands on the screen as %j', (name, masked) => {
	expect(maskName(name)).toBe(masked);
});
