/// Runs commands that read and write media.
package protocol Encoder: Sendable {
    /// Runs a command to its end. Cancelling the task ends the command; nothing it started lives on.
    /// - Parameter report: told how many pictures are done, a few times a second.
    /// - Throws: `Trouble`: what failed, in the owner's words.
    func run(_ command: EncodeCommand, report: @escaping @Sendable (EncodeProgress) -> Void) async throws -> EncodeReport
}

/// How far a running command is.
package struct EncodeProgress: Hashable, Sendable {
    /// Pictures written to the first output.
    package var frames: Int
    /// Seconds written.
    package var seconds: Double

    package init(frames: Int = 0, seconds: Double = 0) {
        self.frames = frames
        self.seconds = seconds
    }
}

/// How a command ended that ended well.
package struct EncodeReport: Hashable, Sendable {
    package var frames: Int
    /// Complaints of decoders about damaged data.
    package var complaints: Int
    /// The first complaint, for the owner.
    package var firstComplaint: String?

    package init(frames: Int, complaints: Int = 0, firstComplaint: String? = nil) {
        self.frames = frames
        self.complaints = complaints
        self.firstComplaint = firstComplaint
    }
}
