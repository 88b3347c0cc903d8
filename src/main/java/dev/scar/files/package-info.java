/**
 * Reading input files safely, telling errors well, writing output whole or not at all.
 *
 * <p>Every input goes the same way: {@link dev.scar.files.Library} turns a name or a path into an
 * {@link dev.scar.files.InputFile}; {@link dev.scar.files.JsonFileReader} reads it within fixed
 * bounds (size, nesting, number of tokens), checks it against its JSON Schema, and hands out a
 * {@link dev.scar.files.NodeReader}, a cursor that knows where it stands. A reader of another
 * package asks the cursor for texts, numbers and quantities and never meets the JSON library.
 *
 * <p>Problems are collected, not thrown one by one: {@link dev.scar.files.InputProblems} holds what
 * the schema and the readers found in all files of one load, at most one problem for each place,
 * and throws them together as an {@link dev.scar.files.InputException}. A value that is wrong
 * yields a harmless stand-in, so that the rest of the file can still be read; whoever builds
 * something from it asks {@link dev.scar.files.NodeReader#isSound()} first.
 *
 * <p>Nothing outside the files that the command names is read: a name inside a file is looked up in
 * that file's folder and in the home folder only ({@link dev.scar.files.Library#reference}).
 *
 * <p>Start at {@link dev.scar.files.NodeReader}.
 *
 * <p>Nothing here is stable: what it reads and writes is, file by file, since every version of a
 * major one reads what earlier ones wrote.
 */
@NullMarked
package dev.scar.files;

import org.jspecify.annotations.NullMarked;
