/// Finds what is put into a letter besides its words.
package protocol LetterEnclosing: Sendable {
    /// Longer than that takes in the worst case.
    var patience: Duration { get }

    /// Nil where there is nothing to put in. A letter whose enclosure cannot be made is sent without: what it would have been stands on a page.
    func enclosure(of letter: Letter) async throws -> WrittenLetter.Enclosure?
}
