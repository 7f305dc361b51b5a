// Sends Microsoft Teams and the Optimize and Allow endpoints of Microsoft 365 DIRECT and everything else to the proxy.
//
// Made by pacgen 0.1.0 - do not edit: make it again instead.
//   endpoint data  China 2026073100
//   preset         m365-optimize-allow
//   proxy          PROXY proxy.example.com:8080; DIRECT
//   policy         sha256 6b56b8ccb59a221b7df9af4c1a3cacaef700ae3e218272f1f354fa13f3ebde68
//   rules          21 host patterns DIRECT, 0 through the proxy; 72 address ranges
//
// Of all rules that match a host the most specific decides, whatever their order here: an exact
// name before any wildcard, then the wildcard with more fixed labels.
// "*.example.com" means every host below example.com, not example.com itself.
// The comment behind a rule names the endpoint sets that ask for it, as numbered in
// https://endpoints.office.com/endpoints/China
//
// Not here by name, since nothing that asks a PAC file uses their ports: Teams set 3 (UDP 3478,
// 3479, 3480, 3481); Exchange set 20 (TCP 587, 993, 995); Exchange set 27 (TCP 25). Only a
// firewall can let them pass.
//
// Not here, since a more general rule says the same: microsoftgraph.chinacloudapi.cn,
// login.partner.microsoftonline.cn.

var pacgenDefault = "PROXY proxy.example.com:8080; DIRECT";
var pacgenDirect = "DIRECT";

// Hosts by their exact name; those without a dot get one, so that none is mistaken for what every
// object inherits.
var pacgenNames = {
    "teams.microsoftonline.cn": pacgenDirect, // Teams set 19, Allow, required
    "partner.outlook.cn": pacgenDirect, // Exchange set 1, Optimize, required
    "r4.partner.outlook.cn": pacgenDirect, // Common set 7, Allow, required
    "portal.partner.microsoftonline.cdnsvc.com": pacgenDirect, // Common set 7, Allow, required
    "localhost.": pacgenDirect // this computer
};

// Hosts by the end of their name. 1: no rule here, but some below.
var pacgenDomains = {
    ".cn": 1,
    ".azure-mobile.cn": pacgenDirect, // Common set 7, Allow, required
    ".chinacloud-mobile.cn": pacgenDirect, // Common set 7, Allow, required
    ".chinacloudapi.cn": pacgenDirect, // Common set 7, Allow, required
    ".microsoft.cn": 1,
    ".auth.microsoft.cn": pacgenDirect, // Common set 17, Allow, required
    ".microsoftonline.cn": 1,
    ".partner.microsoftonline.cn": pacgenDirect, // Common set 10, Allow, required
    ".teams.microsoftonline.cn": pacgenDirect, // Teams set 19, Allow, required
    ".microsoftonline-p.cn": 1,
    ".partner.microsoftonline-p.cn": pacgenDirect, // Common set 9, Allow, required
    ".net.cn": 1,
    ".microsoftonline-m.net.cn": 1,
    ".partner.microsoftonline-m.net.cn": pacgenDirect, // Common set 7, Allow, required
    ".microsoftonline-m-i.net.cn": 1,
    ".partner.microsoftonline-m-i.net.cn": pacgenDirect, // Common set 7, Allow, required
    ".microsoftonline-p.net.cn": 1,
    ".partner.microsoftonline-p.net.cn": pacgenDirect, // Common set 7, Allow, required
    ".officewebapps.cn": 1,
    ".partner.officewebapps.cn": pacgenDirect, // Common set 7, Allow, required
    ".onmschina.cn": pacgenDirect, // Common set 8, Allow, required
    ".outlook.cn": 1,
    ".partner.outlook.cn": 1,
    ".protection.partner.outlook.cn": pacgenDirect, // Exchange set 2, Allow, required
    ".sharepoint.cn": pacgenDirect, // SharePoint set 4, Allow, required
    ".windowsazure.cn": pacgenDirect, // Common set 7, Allow, required
    ".com": 1,
    ".cdnsvc.com": 1,
    ".microsoftonline.cdnsvc.com": 1,
    ".partner.microsoftonline.cdnsvc.com": 1,
    ".localhost": pacgenDirect // this computer
};

// IPv4 literals: first and last address of a range, and its route; in ascending order.
var pacgenIPv4 = [
    [0x17ec7e00, 0x17ec7eff, pacgenDirect], // 23.236.126.0/24: Common set 7, Allow, required
    [0x28484600, 0x284847ff, pacgenDirect], // 40.72.70.0/23: Common set 17, Allow, required
    [0x28487800, 0x28487bff, pacgenDirect], // 40.72.120.0/22: Exchange set 2, Allow, required
    [0x28487c80, 0x28487c8f, pacgenDirect], // 40.72.124.128/28: Teams set 19, Allow, required
    [0x28487cc0, 0x28487cff, pacgenDirect], // 40.72.124.192/26: Exchange set 2, Allow, required
    [0x28498100, 0x284981ff, pacgenDirect], // 40.73.129.0/24: SharePoint set 4, Allow, required
    [0x28498400, 0x284987ff, pacgenDirect], // 40.73.132.0/22: Exchange set 1, Optimize, required
    [0x2849a100, 0x2849a1ff, pacgenDirect], // 40.73.161.0/24: SharePoint set 4, Allow, required
    [0x2849a400, 0x2849a7ff, pacgenDirect], // 40.73.164.0/22: Exchange set 1, Optimize, required
    [0x2849f000, 0x2849f0ff, pacgenDirect], // 40.73.240.0/24: Common set 7, Allow, required
    [0x2849f200, 0x2849f2ff, pacgenDirect], // 40.73.242.0/24: Common set 7, Allow, required
    [0x2a9f21c0, 0x2a9f21df, pacgenDirect], // 42.159.33.192/27: Exchange set 2, Allow, required
    [0x2a9f2220, 0x2a9f226f, pacgenDirect], // 42.159.34.32/27, 42.159.34.64/27, 42.159.34.96/28: Teams set 3, Optimize, required; Teams set 19, Allow, required
    [0x2a9f2400, 0x2a9f24ff, pacgenDirect], // 42.159.36.0/24: Exchange set 2, Allow, required
    [0x2a9f2600, 0x2a9f27ff, pacgenDirect], // 42.159.38.0/23: SharePoint set 4, Allow, required
    [0x2a9f2c00, 0x2a9f2fff, pacgenDirect], // 42.159.44.0/22: Exchange set 1, Optimize, required
    [0x2a9fa1c0, 0x2a9fa1df, pacgenDirect], // 42.159.161.192/27: Exchange set 2, Allow, required
    [0x2a9fa220, 0x2a9fa26f, pacgenDirect], // 42.159.162.32/27, 42.159.162.64/27, 42.159.162.96/28: Teams set 3, Optimize, required; Teams set 19, Allow, required
    [0x2a9fa400, 0x2a9fa4ff, pacgenDirect], // 42.159.164.0/24: Exchange set 2, Allow, required
    [0x2a9fac00, 0x2a9fafff, pacgenDirect], // 42.159.172.0/22: Exchange set 1, Optimize, required
    [0x34820220, 0x3482023f, pacgenDirect], // 52.130.2.32/27: Common set 17, Allow, required
    [0x34820340, 0x3482035f, pacgenDirect], // 52.130.3.64/27: Common set 17, Allow, required
    [0x348211c0, 0x348211df, pacgenDirect], // 52.130.17.192/27: Common set 17, Allow, required
    [0x34821220, 0x3482123f, pacgenDirect], // 52.130.18.32/27: Common set 17, Allow, required
    [0x3a44a800, 0x3a44a8ff, pacgenDirect], // 58.68.168.0/24: Common set 7, Allow, required
    [0x651cfc00, 0x651cfcff, pacgenDirect], // 101.28.252.0/24: Common set 8, Allow, required
    [0x67090800, 0x67090bff, pacgenDirect], // 103.9.8.0/22: Common set 10, Allow, required
    [0x70192100, 0x701921ff, pacgenDirect], // 112.25.33.0/24: Common set 7, Allow, required
    [0x73e79600, 0x73e796ff, pacgenDirect], // 115.231.150.0/24: Common set 8, Allow, required
    [0x7b963100, 0x7b9631ff, pacgenDirect], // 123.150.49.0/24: Common set 7, Allow, required
    [0x7beb2000, 0x7beb20ff, pacgenDirect], // 123.235.32.0/24: Common set 8, Allow, required
    [0x7d41f700, 0x7d41f7ff, pacgenDirect], // 125.65.247.0/24: Common set 7, Allow, required
    [0x7f000000, 0x7fffffff, pacgenDirect], // 127.0.0.0/8: this computer
    [0x8bdb1000, 0x8bdb11ff, pacgenDirect], // 139.219.16.0/23: Exchange set 2, Allow, required
    [0x8bdb1800, 0x8bdb1bff, pacgenDirect], // 139.219.24.0/22: Exchange set 2, Allow, required
    [0x8bdb9100, 0x8bdb92ff, pacgenDirect], // 139.219.145.0/24, 139.219.146.0/24: Exchange set 2, Allow, required
    [0x8bdb9c00, 0x8bdb9fff, pacgenDirect], // 139.219.156.0/22: Exchange set 2, Allow, required
    [0x9f1ba000, 0x9f1ba7ff, pacgenDirect], // 159.27.160.0/21: Teams set 3, Optimize, required; Teams set 19, Allow, required
    [0x9f1bb000, 0x9f1bb7ff, pacgenDirect], // 159.27.176.0/21: Exchange set 2, Allow, required
    [0xa9fe0000, 0xa9feffff, pacgenDirect], // 169.254.0.0/16: this link only
    [0xab6b5400, 0xab6b54ff, pacgenDirect], // 171.107.84.0/24: Common set 7, Allow, required
    [0xab6f9a00, 0xab6f9aff, pacgenDirect], // 171.111.154.0/24: Common set 8, Allow, required
    [0xaf060a00, 0xaf060aff, pacgenDirect], // 175.6.10.0/24: Common set 8, Allow, required
    [0xb4d2e500, 0xb4d2e5ff, pacgenDirect], // 180.210.229.0/24: Common set 8, Allow, required
    [0xb4d2e800, 0xb4d2e8ff, pacgenDirect], // 180.210.232.0/24: Common set 7, Allow, required
    [0xb4d2ea00, 0xb4d2eaff, pacgenDirect], // 180.210.234.0/24: Common set 7, Allow, required
    [0xb6325700, 0xb63257ff, pacgenDirect], // 182.50.87.0/24: Common set 9, Allow, required
    [0xd1b15600, 0xd1b156ff, pacgenDirect], // 209.177.86.0/24: Common set 7, Allow, required
    [0xd1b15a00, 0xd1b15aff, pacgenDirect], // 209.177.90.0/24: Common set 7, Allow, required
    [0xd1b15e00, 0xd1b15eff, pacgenDirect], // 209.177.94.0/24: Common set 7, Allow, required
    [0xd35a1c00, 0xd35a1cff, pacgenDirect], // 211.90.28.0/24: Common set 8, Allow, required
    [0xdea1e200, 0xdea1e2ff, pacgenDirect] // 222.161.226.0/24: Common set 7, Allow, required
];

// IPv6 literals, likewise, as the hexadecimal digits that tell; "g" is after every digit.
var pacgenIPv6 = [
    // ::1/128: this computer
    ["00000000000000000000000000000001", "00000000000000000000000000000001", pacgenDirect],
    // 2406:e500:200::/64: Exchange set 2, Allow, required
    ["2406e50002", "2406e50002000000g", pacgenDirect],
    // 2406:e500:201::/64: Exchange set 2, Allow, required
    ["2406e5000201", "2406e50002010000g", pacgenDirect],
    // 2406:e500:4010::/44: Exchange set 1, Optimize, required
    ["2406e500401", "2406e500401g", pacgenDirect],
    // 2406:e500:4030::/44, 2406:e500:4040::/44: Exchange set 1, Optimize, required
    ["2406e500403", "2406e500404g", pacgenDirect],
    // 2406:e500:4110::/44: Exchange set 1, Optimize, required
    ["2406e500411", "2406e500411g", pacgenDirect],
    // 2406:e500:4210::/44: Exchange set 1, Optimize, required
    ["2406e500421", "2406e500421g", pacgenDirect],
    // 2406:e500:4310::/44: Exchange set 1, Optimize, required
    ["2406e500431", "2406e500431g", pacgenDirect],
    // 2406:e500:4400::/39: Exchange set 2, Allow, required; 2406:e500:4600::/39: SharePoint set 4, Allow, required
    ["2406e50044", "2406e50047g", pacgenDirect],
    // 2406:e500:4900::/48: Common set 7, Allow, required
    ["2406e50049", "2406e5004900g", pacgenDirect],
    // 2406:e500:4a00::/39: Teams set 3, Optimize, required; Teams set 19, Allow, required
    ["2406e5004a", "2406e5004bg", pacgenDirect],
    // 2406:e500:5500::/48: Common set 17, Allow, required
    ["2406e50055", "2406e5005500g", pacgenDirect],
    // fe80::/10: this link only
    ["fe8", "febg", pacgenDirect]
];

function FindProxyForURL(url, host) {
    var name, code, route, rule, dot;
    if (!host) {
        return pacgenDefault;
    }
    name = host.toLowerCase();
    code = name.charCodeAt(name.length - 1);
    // Ends in a dot, a digit or "]": perhaps an address.
    if (code < 58 || code === 93) {
        if (code === 46) {
            name = name.substring(0, name.length - 1);
        }
        route = pacgenAddress(name, pacgenIPv4, pacgenIPv6);
        if (route !== void 0) {
            return route || pacgenDefault;
        }
    }
    dot = name.lastIndexOf(".");
    if (dot < 0) {
        return pacgenPlain(name);
    }
    // From the top-level domain downwards, as long as there are rules below.
    route = pacgenDefault;
    do {
        rule = pacgenDomains[name.substring(dot)];
        if (!rule) {
            return route;
        }
        if (rule !== 1) {
            route = rule;
        }
        dot = dot > 0 ? name.lastIndexOf(".", dot - 1) : -1;
    } while (dot >= 0);
    return pacgenNames[name] || route;
}

// A host without a dot: an IPv6 literal (or what looks like one), a rule's host, an intranet name.
function pacgenPlain(name) {
    var rule;
    if (!name) {
        return pacgenDefault;
    }
    rule = pacgenAddress(name, pacgenIPv4, pacgenIPv6);
    if (rule !== void 0 || name.indexOf(":") >= 0) {
        return rule || pacgenDefault;
    }
    return pacgenNames[name + "."] ||
        pacgenDirect;
}

// What the tables say of an IP literal, with or without brackets: 0 for nothing; undefined for
// anything that is no IP literal.
function pacgenAddress(name, ipv4, ipv6) {
    var key = pacgenNumber(name);
    if (key < 0 && name.charAt(0) === "[" && name.charAt(name.length - 1) === "]") {
        name = name.substring(1, name.length - 1);
        key = pacgenNumber(name);
    }
    if (key >= 0) {
        return pacgenFind(ipv4, key);
    }
    key = name.indexOf(":") >= 0 && pacgenExpand(name);
    return key ? pacgenFind(ipv6, key) : void 0;
}

// An IPv4 address as a number; -1 for anything else, other ways to write one among it.
function pacgenNumber(text) {
    var parts;
    if (!/^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/.test(text)) {
        return -1;
    }
    parts = text.split(".");
    return ((parts[0] * 256 + +parts[1]) * 256 + +parts[2]) * 256 + +parts[3];
}

// An IPv6 address as 32 hexadecimal digits; "" for anything else.
function pacgenExpand(text) {
    var colon = text.lastIndexOf(":"), tail, halves, left, right, end, group, digits = "", i;
    if (text.indexOf(".") >= 0) {
        tail = pacgenNumber(text.substring(colon + 1));
        if (tail < 0) {
            return "";
        }
        text = text.substring(0, colon + 1) + (tail >>> 16).toString(16) + ":" +
            (tail & 65535).toString(16);
    }
    halves = text.split("::");
    left = halves[0] ? halves[0].split(":") : [];
    right = halves[1] ? halves[1].split(":") : [];
    end = 8 - right.length;
    if (halves.length > 2 || (halves.length === 2 ? left.length >= end : left.length !== end)) {
        return "";
    }
    for (i = 0; i < 8; i += 1) {
        group = i < left.length ? left[i] : i < end ? "0" : right[i - end];
        if (!/^[0-9a-f]{1,4}$/.test(group)) {
            return "";
        }
        digits += "000".substring(group.length - 1) + group;
    }
    return digits;
}

// What the range says that holds key, by halving; 0 where none does.
function pacgenFind(ranges, key) {
    var low = 0, high = ranges.length, middle, range;
    while (low < high) {
        middle = (low + high) >> 1;
        range = ranges[middle];
        if (key < range[0]) {
            high = middle;
        } else if (key > range[1]) {
            low = middle + 1;
        } else {
            return range[2];
        }
    }
    return 0;
}
