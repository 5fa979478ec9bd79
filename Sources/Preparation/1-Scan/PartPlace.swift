/// Which piece of a film in several files a video is.
///
/// Films in parts are not joined yet. So that half a film is never taken for another version of it, **only the first part is prepared, and
/// it is labelled as such** (`Part 1 of 2`); the others wait as failed jobs that tell how to join them. Parts are files of one folder that
/// differ in the part's number alone; a single `cd2` is taken for a whole film, labelled `Part 2`.
package struct PartPlace: Hashable, Sendable {
    package var number: Int
    /// How many parts lie in the folder.
    package var count: Int
    /// Whether no other part of the film has a lower number.
    package var isFirst: Bool

    /// `Part 1 of 2`.
    package var label: String { count > 1 ? "Part \(number) of \(count)" : "Part \(number)" }

    /// For the owner of a part that is not prepared.
    package var reason: String {
        "This is part \(number) of \(count) of one film. Films in parts are not joined yet, and only the first part is prepared. "
            + "Join them into one file (mkvmerge -o whole.mkv part1 + part2) and move the parts out of the library."
    }
}
