/// Looks into files that somebody else made. Everything it reads is hostile.
package protocol Prober: Sendable {
    /// What the file says about itself.
    /// - Parameter path: absolute.
    /// - Throws: `Trouble` in the owner's words when it is no film.
    func probe(_ path: String) async throws -> Probe

    /// The chapters that the file states; none where they cannot be read.
    func chapters(of path: String, _ probe: Probe) async throws -> [SourceChapter]

    /// Reads the whole file once and notes where its packets stand.
    func survey(_ path: String, _ probe: Probe) async throws -> PacketSurvey

    /// Reads the whole file once for the bits that decide whether a stream can be copied.
    func copyEvidence(_ path: String, _ probe: Probe, stream: VideoStream) async throws -> CopyEvidence

    /// The names of the encoders that commands can ask for.
    func encoders() async throws -> Set<String>

    /// Runs a command that looks for combed pictures, and reads what it says.
    func combing(_ command: EncodeCommand) async throws -> Combing

    /// Runs a command that encodes a sample, and reads what it says.
    func likeness(_ command: EncodeCommand) async throws -> Likeness

    /// Runs a command that measures how loud streams are, and reads what it says.
    /// - Returns: by the name of each measuring filter.
    func levels(_ command: EncodeCommand) async throws -> [String: SoundLevel]
}
