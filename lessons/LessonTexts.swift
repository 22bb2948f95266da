/// Every text of this folder, compiled into the program: a copied binary teaches without its
/// checkout. `files` is written while building, from the files that are here then.
public enum LessonTexts {}
