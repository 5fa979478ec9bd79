/// Finds the words for letters.
package protocol LetterWriter: Sendable {
    func write(_ letter: Letter) throws -> WrittenLetter
}
