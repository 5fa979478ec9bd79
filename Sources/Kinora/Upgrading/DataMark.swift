import Foundation
import KinoraKernel

/// What the data folder says of the program that used it last: `kinora.version`. A newer program makes a backup before it changes anything, an
/// older one leaves the folder as it is.
struct DataMark: Codable, Hashable, Sendable {
    /// The form of everything in the data folder; raised when an older program could not use it any more.
    static let newestFormat = 1
    static let name = "kinora.version"

    var format = newestFormat
    /// The version of the program.
    var version = Version.current

    /// What a program does that finds a mark.
    enum Meaning: Hashable, Sendable {
        /// The same program, or an older one of the same form.
        case nothing
        /// The folder was used by an older program; by one before there were marks, where its version is nil.
        case upgrade(from: String?)
        case tooNew(version: String)
    }

    /// - Parameter mark: nil where there is none.
    static func meaning(of mark: DataMark?, for program: DataMark = DataMark()) -> Meaning {
        guard let mark else { return .upgrade(from: nil) }
        if mark.format > program.format { return .tooNew(version: mark.version) }
        let isOlder = mark.format < program.format || numbers(mark.version).lexicographicallyPrecedes(numbers(program.version))
        return isOlder ? .upgrade(from: mark.version) : .nothing
    }

    /// The mark as it stands there now, without waiting for anybody; nil where there is none that can be read. Blocks.
    static func read(in data: String) -> DataMark? {
        FileManager.default.contents(atPath: "\(data)/\(name)").flatMap { try? JSONDecoder().decode(DataMark.self, from: $0) }
    }

    private static func numbers(_ version: String) -> [Int] { version.split(separator: ".").map { Int($0) ?? 0 } }
}
