/** Why nothing is called `__proto__`. */
export const meaningOfItsOwn = "__proto__ is reserved by JavaScript";
