/** What `find` gives of an object, found once as long as the object lives. For objects that nobody changes. */
export function oncePerObject<T extends object, V>(find: (object: T) => V): (object: T) => V {
  const found = new WeakMap<T, { value: V }>();
  return (object) => {
    const known = found.get(object);
    if (known !== undefined) return known.value;
    const value = find(object);
    found.set(object, { value });
    return value;
  };
}
