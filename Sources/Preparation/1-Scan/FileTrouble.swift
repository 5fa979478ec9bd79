import Foundation
import KinoraKernel

/// Why a file or folder cannot be used, in words its owner understands.
package enum FileTrouble: ExplainedComplaint, Hashable {
    case notThere
    case noPermission
    case emptyFile
    /// One file of a film in several, by its name.
    case emptyPart(String)
    case isLoop
    case nameTooLong
    case isNoFile
    case changedWhileReading
    case other(String)

    package init(errno code: Int32) {
        switch code {
        case ENOENT, ENOTDIR: self = .notThere
        case EACCES, EPERM: self = .noPermission
        case ELOOP: self = .isLoop
        case ENAMETOOLONG: self = .nameTooLong
        default: self = .other(String(cString: strerror(code)))
        }
    }

    package var explanation: Explanation {
        switch self {
        case .notThere: "It is not there any more; if its disk was unmounted, mount it again."
        case .noPermission: "Kinora may not read it; give the user that runs Kinora the right to read the file and its folders."
        case .emptyFile: "The file is empty (0 bytes); copy it again."
        case .emptyPart(let name): "A part of the film is empty (0 bytes): \(name.onOneLine(atMost: 100)). Copy it again."
        case .isLoop: "It is a symbolic link that leads in a circle; remove or correct the link."
        case .nameTooLong: "Its path is longer than the system allows; shorten a folder's name."
        case .isNoFile: "It is not a regular file; move it out of the library."
        case .changedWhileReading: "It changed while it was read; it is tried again at the next scan."
        case .other(let reason): "The system cannot read it (\(Explanation(sentence: reason))); check the disk, then scan again."
        }
    }
}
