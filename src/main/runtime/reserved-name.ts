/** Why nothing is called `__proto__`. */
export const meaningOfItsOwn = "its name has a meaning of its own in JavaScript";
