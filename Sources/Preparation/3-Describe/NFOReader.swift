import Foundation

enum NFOReader {
    static func fields(of data: Data) -> [String: String] { [:] }
}
